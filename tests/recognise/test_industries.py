import pytest

from kg.recognise.industries import fullest_form


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("先进陶瓷、陶瓷产业链", "先进陶瓷产业链"),
        ("陶瓷装备产业,陶瓷集群", "陶瓷装备产业集群"),
        ("陶瓷厂", "陶瓷产业"),
        ("陶瓷陶瓷产业", "陶瓷产业"),
        ("", "陶瓷产业"),
    ],
)
def test_an_industry_has_the_fullest_of_its_forms(text, form):
    assert fullest_form("陶瓷", text) == form
