"""Articles in, mentions out: dictionary, titles, suffixes, trained tagger, selection."""
