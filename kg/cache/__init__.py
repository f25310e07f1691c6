"""What a build remembers of pages, so that the next one reads only those that are new or changed."""
