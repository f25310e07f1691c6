"""Pages in, articles and sentences out: decoding, layout, repair, articles, dates."""
