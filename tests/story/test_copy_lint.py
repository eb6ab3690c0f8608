"""Copy lint: phrases that give a source away are found, in every language; anything else is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.model.brand import Brand, MotionTempo
from generator.model.facts import Choice, Table
from generator.model.layers import AnyLayer, Box, Card, CardsLayer, PillLayer, TableLayer, TextLayer
from generator.model.story import Links, Page, PageTemplate, Scene, Story
from generator.story.lint import lint, lint_story


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Because you recently bought a lamp, you may like this."),
        ("en", "Based on your recent orders, here is more."),
        ("en_GB", "We noticed that you use less at night."),
        ("en", "People like you save 12%."),
        ("en", "Our records show a new address."),
        ("en", "You\u2019ve\u00a0recently viewed these."),
        ("en", "As a valued member of the club …"),
        ("it", "Visto che hai acquistato una caldaia, ecco qualcosa per te."),
        ("it", "In base ai tuoi acquisti ti proponiamo questo."),
        ("it_IT", "Abbiamo notato che consumi meno."),
        ("it", "Il tuo profilo cliente è completo."),
        ("es", "Porque has comprado una lámpara."),
        ("es_MX", "Basado en tus compras anteriores."),
        ("es", "Hemos notado que gastas menos."),
        ("es", "Clientes como tú eligen esto."),
        ("fr", "Parce que vous avez acheté une lampe."),
        ("fr", "En fonction de vos achats, voici une idée."),
        ("fr_CA", "Nous avons remarqué que vous consommez moins."),
        ("fr", "Les clients qui ont acheté ceci aiment cela."),
        ("de", "Weil Sie letzte Woche eine Lampe gekauft haben."),
        ("de", "Basierend auf deinen Einkäufen empfehlen wir dies."),
        ("de_AT", "Uns ist aufgefallen, dass Sie weniger verbrauchen."),
        ("de", "Kunden wie Sie sparen mehr."),
        ("pt", "Porque você comprou uma lâmpada."),
        ("pt_BR", "Com base nas suas compras."),
        ("pt", "Notamos que gasta menos."),
        # English copy shown to a reader of another language, and a language without patterns.
        ("de", "Because you bought a lamp."),
        ("nb_NO", "Based on your order history."),
    ],
)
def test_what_gives_a_source_away(language: str, text: str) -> None:
    findings = lint(text, language)
    assert findings
    assert all(0 <= one.start < one.end <= len(text) for one in findings)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Hello Ada, your balance is £84.20, due on 28 May."),
        ("en", "€4.10 less than March"),
        ("en", "Two ways to spend less at night"),
        ("en", "Your data and choices"),
        ("en", "Your bill for April, line by line"),
        ("it", "Ciao Ada, ecco la tua bolletta di aprile."),
        ("it", "I tuoi dati e le tue scelte"),
        ("es", "Hola, tu saldo es de 84,20 €."),
        ("es", "Tus datos y tus opciones"),
        ("fr", "Bonjour, votre solde est de 84,20 €."),
        ("fr", "Vos données et vos choix"),
        ("de", "Hallo, dein Saldo beträgt 84,20 €."),
        ("de", "Ihre Daten und Ihre Auswahl"),
        ("pt", "Olá, o seu saldo é de 84,20 €."),
        # Reminders of permission.
        ("en", "You receive this because you signed up for our letters."),
        ("en", "You get this because you agreed to offers by e-mail."),
        ("it", "Ricevi questo messaggio perché ti sei iscritta alla newsletter."),
        ("it", "Lo ricevi perché hai dato il tuo consenso."),
        ("es", "Recibes este mensaje porque te has suscrito."),
        ("fr", "Vous recevez ce message parce que vous avez accepté de le recevoir."),
        ("fr", "Vous recevez ce message parce que vous vous êtes inscrite."),
        ("de", "Sie erhalten diese Nachricht, weil Sie sich angemeldet haben."),
        ("de", "Du bekommst das, weil du den Newsletter bestellt hast."),
        ("pt", "Recebe esta mensagem porque se inscreveu."),
    ],
)
def test_what_is_fine(language: str, text: str) -> None:
    assert [(one.rule, one.phrase(text)) for one in lint(text, language)] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Your last order came to £84.20."),
        ("en", "You recently ordered two tickets."),
        ("it", "Il tuo ultimo ordine era di 84,20 €."),
        ("es", "Su última compra fue de 84,20 €."),
        ("fr", "Votre dernière commande était de 84,20 €."),
        ("de", "Deine letzte Bestellung kam auf 84,20 €."),
        ("pt", "A sua última encomenda foi de 84,20 €."),
    ],
)
def test_a_contract_may_speak_of_its_own_and_marketing_may_not(language: str, text: str) -> None:
    assert lint(text, language, contract=True) == ()
    assert lint(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "People like you pay less."),
        ("it", "Le persone come te pagano meno."),
        ("es", "La gente como tú paga menos."),
        ("fr", "Les gens comme vous paient moins."),
        ("de", "Leute wie du zahlen weniger."),
        ("pt", "Pessoas como você pagam menos."),
    ],
)
def test_not_even_a_contract_speaks_of_people_alike(language: str, text: str) -> None:
    assert lint(text, language, contract=True)


@pytest.mark.parametrize(
    "text",
    [
        "WE NOTICED THAT YOU USE LESS",
        "We no\u00adticed that you use less",
        "We\u00a0noticed\u2009that\nyou use less",
        "We nótìced that yoü use less",
        "Ｗｅ ｎｏｔｉｃｅｄ that you use less",
        "We\u2019ve noticed that you use less",
        "We\u200bno\u2060ticed".replace("We\u200b", "We\u200b ") + " that you use less",
    ],
)
def test_a_phrase_is_found_however_it_is_written(text: str) -> None:
    assert [finding.rule for finding in lint(text, "en")] == ["en/we-know"]


def test_permission_does_not_excuse_what_stands_beside_it() -> None:
    text = "Because you signed up, and because you recently bought a lamp, here are two ideas."
    assert {one.phrase(text) for one in lint(text, "en")} == {
        "because you recently bought",
        "you recently bought",
        "recently bought",
    }


def test_a_finding_points_at_the_words_as_they_were_written() -> None:
    text = "Look: we\u200b have\u00a0\u00a0noticed that you use less; cafe\u0301 time."
    (finding,) = lint(text, "en")
    assert finding.rule == "en/we-know"
    assert finding.phrase(text) == "we\u200b have\u00a0\u00a0noticed that you"


BOX = Box(0, 0, 1, 1)


def story(layers: tuple[AnyLayer, ...] = (), *, caption: str = "", title: str = "", **about: object) -> Story:
    scene = Scene(
        key="ideas",
        template="offer",
        digest="d",
        title=title,
        duration_s=4,
        caption=caption,
        layers={"16:9": (), "9:16": layers},
        root=Path(),
        choices=about.get("choices", ()),  # type: ignore[arg-type]
    )
    page = Page(PageTemplate("p", "", {}, {}, Path(), "d"), {}, about.get("copy", {}))  # type: ignore[arg-type]
    brand = Brand("b", "B", {}, {}, "", "", {}, {}, {}, Path(), {}, (), MotionTempo(), Path())
    return Story("p", "t", (scene,), page, None, "de_AT", "de", brand, Links({}), 1)


def text_layer(name: str, text: str) -> TextLayer:
    return TextLayer(id=name, box=BOX, text=text, style="headline", color="ink")


@pytest.mark.parametrize(
    ("given", "place"),
    [
        (story((text_layer("a", "Weil Sie letzte Woche"), text_layer("b", "eine Lampe gekauft haben"))), "scene ideas"),
        (story((PillLayer(id="p", box=BOX, text="Kunden wie Sie", tone="plain"),)), "scene ideas"),
        (
            story((CardsLayer(id="c", box=BOX, cards=(Card("sun", "Lampe", "Passend zu Ihrem Einkauf", ""),)),)),
            "scene ideas",
        ),
        (story(caption="Wir wissen, dass Sie sparen."), "scene ideas"),
        (story(title="Because you bought a lamp"), "scene ideas"),
        (story(choices=(Choice("x", "Lampe", "Passend zu Ihrem Einkauf"), Choice("y", "Y"))), "scene ideas"),
        (story(copy={"intro": "Nach unseren Unterlagen sparen Sie."}), "page"),
    ],
)
def test_every_text_of_a_story_is_judged(given: Story, place: str) -> None:
    found = lint_story(given)
    assert {one.place for one in found} == {place}
    assert all(one.finding.phrase(one.text) for one in found)


def test_a_place_that_serves_a_contract_is_judged_as_one() -> None:
    told = story(caption="Ihre letzte Bestellung kam auf 84,20 €.", copy={"a": "Ihre letzte Bestellung"})
    assert {one.place for one in lint_story(told)} == {"scene ideas", "page"}
    assert {one.place for one in lint_story(told, {"page"})} == {"scene ideas"}


def test_the_facts_of_a_page_are_judged_one_by_one() -> None:
    told = story(copy={"a": "Ihre Rechnung"})
    rows = (("Grundpreis", "Kunden wie Sie sparen mehr"), ("Kunden", "wie Sie"))
    page = replace(told.microsite, facts={"lines": Table(("kind", "description"), rows)})  # type: ignore[type-var]
    found = lint_story(replace(told, microsite=page))
    assert [(one.place, one.text) for one in found] == [("page", "Kunden wie Sie sparen mehr")]


def test_names_of_things_are_no_talk_where_a_contract_is_spoken_of() -> None:
    rows = (("Someone Like You · Ada", "9,99 €"),)
    layer = TableLayer(id="t", box=BOX, columns=(), rows=rows, total=1, more=("", ""))
    told = story((layer,), copy={"a": "Ihre Rechnung"})
    page = replace(told.microsite, facts={"lines": Table(("song", "amount"), rows)})  # type: ignore[type-var]
    told = replace(told, microsite=page)
    assert {one.place for one in lint_story(told)} == {"scene ideas", "page"}
    assert lint_story(told, {"scene ideas", "page"}) == ()


def test_a_tactful_story_has_no_findings() -> None:
    told = story(
        (text_layer("weil", "Hallo Ada,"), text_layer("gekauft", "zwei Ideen für den Abend")),
        caption="Zwei Ideen für den Abend.",
        title="Ideen",
        copy={"a": "Ihre Daten und Ihre Auswahl"},
    )
    assert lint_story(told) == ()
