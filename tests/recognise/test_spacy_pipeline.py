"""The spaCy pipeline: characters as tokens, spans as in the page's text, and the same mentions as a build's."""

from kg.recognise.spacy_pipeline import MENTIONS, READING, assemble
from kg.recognise.words import Segmenter
from kg.settings import Settings
from tests.recognise.test_recogniser import ONTOLOGY, RECOGNISER, page

NLP = assemble(ONTOLOGY, Settings(use_model=False), Segmenter())


def test_the_document_carries_the_mentions_as_spans() -> None:
    it = page("株洲市在湖南省东部。")
    doc = NLP.make_doc(it.text)
    doc.user_data[READING] = RECOGNISER.reading(it, it.articles[0])
    spans = NLP(doc).spans[MENTIONS]
    assert [(span.text, span.label_) for span in spans] == [("株洲市", "Place"), ("湖南省", "Place")]
    assert NLP.pipe_names[-2:] == ["selection", "roles"]


def test_articles_of_a_page_give_what_a_build_finds() -> None:
    it = page("市长张三丰说,云州钢铁有限公司在芦淞区。", "张三丰到湖南省。\ud83d")
    docs = []
    for article in it.articles:
        docs.append(NLP.make_doc(it.text[article.start : article.end]))
        docs[-1].user_data[READING] = RECOGNISER.reading(it, article)
    piped = [[(s.text, s.label_) for s in doc.spans[MENTIONS]] for doc in NLP.pipe(docs)]
    built = [chosen for _, chosen in RECOGNISER.readings(it)]
    texts = [it.text[article.start : article.end] for article in it.articles]
    assert piped == [[(t[c.start : c.end], c.type) for c in b] for t, b in zip(texts, built, strict=True)]
    assert ("张三丰", "Official") in piped[1]
