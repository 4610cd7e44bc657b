"""What a site's editor puts before and behind a text."""

from tests.cleaners.noise.around import SPEECH, cleaned, lines, rules_that_cut


def test_a_summary_of_the_texts_own_first_words_goes() -> None:
    done = cleaned(f"<p>内容简介:{SPEECH[0]}{SPEECH[1][:30]}...</p>", at=0)
    assert lines(done) == len(SPEECH)
    assert rules_that_cut(done, "内容简介") == {"article/summary"}


def test_an_introduction_in_other_words_stays() -> None:
    assert lines(cleaned("<p>情况介绍:全乡十九个村,人口两万三千,说来话长......</p>")) == len(SPEECH) + 1


def test_an_advert_inside_a_sentence_does_not_take_the_sentence() -> None:
    done = cleaned("<p>收粮的时候只有二十天,关秤更多讲话稿尽在驿站太早,从今晚起开到十一点,灯不够的地方来拉。</p>")
    assert "灯不够的地方来拉" in done.speeches[0].body
