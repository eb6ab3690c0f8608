"""Salutations, locale by locale: declared form first, no guess from a first name, a neutral one when in doubt."""

from __future__ import annotations

import pytest

from generator.naming import Speech, greet

Row = tuple[str, dict[str, str], str]

ROWS: list[Row] = [
    # English, of Britain and of America.
    ("en_GB", {"given": "Anna", "family": "Weber"}, "Hello Anna Weber"),
    ("en_GB", {"given": "Anna", "family": "Weber", "form": "Ms"}, "Dear Ms Weber"),
    ("en_GB", {"given": "Anna", "family": "Weber", "form": "f"}, "Dear Ms Weber"),
    ("en_GB", {"given": "Paul", "family": "Weber", "title": "Mr."}, "Dear Mr Weber"),
    ("en_GB", {"given": "Anna", "family": "Weber", "title": "Dr."}, "Dear Dr Weber"),
    ("en_GB", {"given": "Anna", "family": "Weber", "title": "Mrs Dr"}, "Dear Dr Weber"),
    ("en_GB", {"given": "Sam", "family": "Lee", "title": "Mx"}, "Dear Mx Lee"),
    ("en_GB", {"given": "Ada", "family": "King", "title": "Lady"}, "Dear Lady King"),
    ("en_US", {"given": "Anna", "family": "Weber", "title": "dr"}, "Dear Dr. Weber"),
    ("en_US", {"given": "Anna", "family": "Weber", "title": "Prof. Dr."}, "Dear Professor Weber"),
    ("en_US", {"given": "Anna", "family": "Weber", "style": "warm"}, "Hello Anna"),
    ("en_US", {"given": "Anna M.", "family": "Weber", "style": "warm"}, "Hello Anna"),
    ("en_US", {"given": "A.", "family": "Weber", "style": "warm"}, "Hello A. Weber"),
    ("en_US", {"given": "AJ", "family": "Smith", "style": "warm"}, "Hello AJ"),
    ("en_US", {"given": "Mary Ann", "family": "Smith", "style": "warm"}, "Hello Mary Ann"),
    ("en_US", {"given": "Martin", "family": "King, PhD", "title": "Mr"}, "Dear Mr King"),
    ("en_AU", {"given": "Mr & Mrs", "family": "Weber"}, "Hello Weber"),
    # German: "Frau" only when somebody said so.
    ("de_DE", {"given": "Anna", "family": "Weber"}, "Guten Tag Anna Weber"),
    ("de_DE", {"given": "Anna", "family": "Weber", "title": "Frau Dr."}, "Sehr geehrte Frau Dr. Weber"),
    ("de_DE", {"given": "Anna", "family": "Weber", "title": "Dr.", "form": "w"}, "Sehr geehrte Frau Dr. Weber"),
    ("de_DE", {"given": "Anna", "family": "Weber", "title": "Dr."}, "Guten Tag Dr. Anna Weber"),
    ("de_DE", {"given": "Paul", "family": "Weber", "form": "Herr"}, "Sehr geehrter Herr Weber"),
    (
        "de_DE",
        {"given": "Paul", "family": "Weber", "form": "m", "title": "Prof.Dr."},
        "Sehr geehrter Herr Prof. Dr. Weber",
    ),
    ("de_DE", {"given": "Kim", "family": "Weber", "form": "divers"}, "Guten Tag Kim Weber"),
    ("de_DE", {"given": "Anna", "family": "Weber", "title": "Herr und Frau"}, "Guten Tag Anna Weber"),
    ("de_DE", {"given": "Anna", "family": "Weber", "title": "Frau", "form": "m"}, "Guten Tag Anna Weber"),
    ("de_DE", {"given": "Dr. Anna", "family": "Weber", "form": "Frau"}, "Sehr geehrte Frau Dr. Weber"),
    ("de_DE", {"given": "Anna", "form": "Frau"}, "Guten Tag Anna"),
    ("de_DE", {"given": "Weber, Anna"}, "Guten Tag Anna Weber"),
    ("de_DE", {"given": "Anna", "family": "Weber", "style": "warm"}, "Hallo Anna"),
    ("de_DE", {"called": "Frau Dr. Weber", "given": "x", "family": "y"}, "Sehr geehrte Frau Dr. Weber"),
    ("de_DE", {"called": "Anni", "given": "Anna", "family": "Weber", "form": "Frau"}, "Guten Tag Anni"),
    ("de_DE", {"called": "Anni", "style": "warm"}, "Hallo Anni"),
    ("de_DE", {"given": "JÜRGEN", "family": "MÜLLER-LENZ", "form": "Herr"}, "Sehr geehrter Herr Müller-Lenz"),
    ("de_DE", {"given": "Ursula", "family": "von der Aue", "form": "Frau"}, "Sehr geehrte Frau von der Aue"),
    ("de_DE", {"given": "maria", "family": "zu hohenfels"}, "Guten Tag Maria zu Hohenfels"),
    ("de_AT", {"given": "Anna", "family": "Huber", "title": "Frau Mag.a"}, "Sehr geehrte Frau Mag.ª Huber"),
    ("de_AT", {"given": "Max", "family": "Huber", "title": "Ing.", "form": "Herr"}, "Sehr geehrter Herr Ing. Huber"),
    ("de_DE", {"given": "Max", "family": "Mustermann"}, "Guten Tag Max"),
    ("de_DE", {"given": "F.", "family": "Weber"}, "Guten Tag F. Weber"),
    ("de_DE", {"given": "M. F.", "family": "Weber"}, "Guten Tag M. F. Weber"),
    ("fr_FR", {"given": "Jean", "family": "Dupont", "title": "M."}, "Bonjour Monsieur Dupont"),
    ("de_DE", {"given": "Dr Anna", "family": "Weber"}, "Guten Tag Dr. Anna Weber"),
    ("de_DE", {"given": "Frau", "family": "Weber"}, "Sehr geehrte Frau Weber"),
    ("en_GB", {"given": "Don", "family": "Tri"}, "Hello Don Tri"),
    ("en_GB", {"given": "Man Anh", "family": "Mag"}, "Hello Man Anh Mag"),
    # Italian
    ("it_IT", {"given": "Anna", "family": "Rossi"}, "Gentile Anna Rossi"),
    ("it_IT", {"given": "Anna", "family": "Rossi", "title": "Dott.ssa"}, "Gentile Dott.ssa Rossi"),
    ("it_IT", {"given": "Anna", "family": "Rossi", "title": "Sig.ra"}, "Gentile Signora Rossi"),
    ("it_IT", {"given": "Marco", "family": "Rossi", "title": "Sig."}, "Gentile Signor Rossi"),
    ("it_IT", {"given": "Marco", "family": "Rossi", "title": "Avv."}, "Gentile Avv. Rossi"),
    ("it_IT", {"given": "Marco", "family": "Rossi", "title": "dott.", "form": "m"}, "Gentile Dott. Rossi"),
    ("it_IT", {"given": "GIULIA", "family": "D'AMICO"}, "Gentile Giulia D'Amico"),
    ("it_IT", {"given": "ANNA", "family": "DE LUCA"}, "Gentile Anna De Luca"),
    ("it_IT", {"given": "lorenzo", "family": "della serra"}, "Gentile Lorenzo Della Serra"),
    ("it_IT", {"given": "nome", "family": "cognome"}, "Buongiorno"),
    ("it_IT", {"given": "Lucia", "style": "warm"}, "Ciao Lucia"),
    # French
    ("fr_FR", {"given": "Anne", "family": "Dupont"}, "Bonjour Anne Dupont"),
    ("fr_FR", {"given": "Anne", "family": "Dupont", "title": "Mme"}, "Bonjour Madame Dupont"),
    ("fr_FR", {"given": "Jean", "family": "Dupont", "form": "M."}, "Bonjour Monsieur Dupont"),
    ("fr_FR", {"given": "Anne", "family": "Dupont", "title": "Dr"}, "Bonjour Docteur Dupont"),
    ("fr_FR", {"given": "Jean", "family": "DUPONT"}, "Bonjour Jean Dupont"),
    ("fr_FR", {"given": "JEAN-LUC", "family": "D'ARTIGUES"}, "Bonjour Jean-Luc d'Artigues"),
    ("fr_FR", {"given": "CHARLES", "family": "DE VALMY"}, "Bonjour Charles de Valmy"),
    ("fr_FR", {"given": "JEAN", "family": "DE LA FORÊT"}, "Bonjour Jean de La Forêt"),
    ("fr_CA", {"given": "inconnu", "family": "inconnu"}, "Bonjour"),
    ("fr_CA", {"given": "Luc", "family": "Roy", "title": "M. et Mme"}, "Bonjour Luc Roy"),
    # Spanish: both family names.
    ("es_ES", {"given": "Ana", "family": "García Lozano"}, "Buenos días, Ana García Lozano"),
    ("es_ES", {"given": "Ana", "family": "García Lozano", "title": "Sra."}, "Estimada Sra. García Lozano"),
    ("es_ES", {"given": "Ana", "family": "García Lozano", "title": "Dra."}, "Estimada Dra. García Lozano"),
    ("es_MX", {"given": "Luis", "family": "Paz", "title": "Don"}, "Estimado Sr. Paz"),
    ("es_ES", {"given": "MARÍA JOSÉ", "family": "DE LA CRUZ PÉREZ", "form": "mujer"}, "Estimada Sra. de la Cruz Pérez"),
    ("es_ES", {"given": "Ana", "style": "warm"}, "Hola, Ana"),
    ("es_ES", {"given": "sin nombre"}, "Buenos días"),
    # Portuguese, of Portugal and of Brazil.
    ("pt_PT", {"given": "Ana", "family": "Silva", "form": "Sra."}, "Cara Sra. Ana Silva"),
    ("pt_PT", {"given": "Ana", "family": "Silva"}, "Bom dia, Ana Silva"),
    ("pt_PT", {"given": "JOÃO", "family": "DOS SANTOS E CASTRO"}, "Bom dia, João dos Santos e Castro"),
    ("pt_BR", {"given": "Ana", "family": "da Silva", "title": "Dra."}, "Prezada Dra. Ana da Silva"),
    ("pt_BR", {"given": "João", "family": "Souza", "form": "masculino"}, "Prezado Sr. João Souza"),
    ("pt_BR", {"given": "João", "style": "warm"}, "Olá, João"),
    # Dutch: a capital without a given name before.
    ("nl_NL", {"given": "Anna", "family": "van der Berg"}, "Beste Anna van der Berg"),
    ("nl_NL", {"given": "Anna", "family": "van der Berg", "title": "Mevr."}, "Geachte mevrouw Van der Berg"),
    ("nl_NL", {"given": "JAN", "family": "DE VRIES", "form": "dhr."}, "Geachte heer De Vries"),
    ("nl_NL", {"family": "VAN DEN BERG"}, "Beste Van den Berg"),
    ("nl_NL", {"given": "ijsbrand", "family": "van 't hof"}, "Beste IJsbrand van 't Hof"),
    ("nl_BE", {"given": "An", "family": "Peeters", "title": "Prof."}, "Geachte professor Peeters"),
    # Family name first.
    ("hu_HU", {"given": "Anna", "family": "Szabó"}, "Tisztelt Szabó Anna"),
    ("hu_HU", {"given": "ANNA", "family": "SZABÓ", "title": "Dr."}, "Tisztelt Dr. Szabó Anna"),
    ("hu_HU", {"given": "Anna", "style": "warm"}, "Kedves Anna"),
    ("ja_JP", {"given": "花子", "family": "田中"}, "田中花子様"),
    ("ja_JP", {"family": "田中"}, "田中様"),
    ("ja_JP", {"given": "花子", "family": "田中", "title": "教授"}, "田中花子教授"),
    ("ja_JP", {"family": "田中", "title": "先生"}, "田中先生"),
    ("ja_JP", {"given": "Hanako", "family": "Tanaka"}, "Tanaka Hanako様"),
    ("ja_JP", {"given": "名", "family": "姓"}, "お客様"),
    ("ja_JP", {"family": "株式会社 田中"}, "お客様"),
    ("zh_CN", {"given": "小明", "family": "王"}, "尊敬的王小明"),
    ("zh_CN", {"given": "小明", "family": "王", "form": "先生"}, "尊敬的王先生"),
    ("zh_TW", {"given": "美玲", "family": "陳", "form": "女士"}, "尊敬的陳女士"),
    ("zh_CN", {"given": "美玲", "family": "陈", "title": "教授", "form": "女"}, "尊敬的陈教授"),
    ("zh_CN", {"family": "未知"}, "您好"),
    ("ko_KR", {"given": "민수", "family": "김"}, "김민수 님"),
    ("ko_KR", {"given": "민수", "family": "김", "title": "교수"}, "김민수 교수님"),
    ("ko_KR", {"given": "없음"}, "고객님"),
    ("vi_VN", {"given": "Văn An", "family": "Nguyễn"}, "Kính gửi Quý khách Nguyễn Văn An"),
    ("vi_VN", {"given": "Thị Lan", "family": "Nguyễn", "form": "Bà"}, "Kính gửi bà Nguyễn Thị Lan"),
    ("vi_VN", {"given": "VĂN AN", "family": "ĐỖ", "form": "ông"}, "Kính gửi ông Đỗ Văn An"),
    # Right to left.
    ("ar_EG", {"given": "ليلى", "family": "حداد"}, "مرحبًا ليلى حداد"),
    ("ar_EG", {"given": "ليلى", "family": "حداد", "form": "السيدة"}, "السيدة ليلى حداد"),
    ("ar_EG", {"given": "ليلى", "family": "حداد", "title": "الدكتورة"}, "السيدة الدكتورة ليلى حداد"),
    ("he_IL", {"given": "רות", "family": "כהן"}, "שלום רות כהן"),
    ("he_IL", {"given": "רות", "family": "כהן", "form": "גב׳"}, "גב׳ רות כהן"),
    ("he_IL", {"given": "?"}, "שלום"),
    # Where a name would have to be declined there is none.
    ("pl_PL", {"given": "Anna", "family": "Nowak", "form": "Pani"}, "Szanowna Pani"),
    ("pl_PL", {"given": "Anna", "family": "Nowak"}, "Dzień dobry"),
    ("cs_CZ", {"given": "Jan", "family": "Novák", "form": "pan"}, "Vážený pane"),
    ("el_GR", {"given": "Μαρία", "family": "ΠΑΠΑΔΟΠΟΎΛΟΥ", "form": "Κα"}, "Αγαπητή κυρία Παπαδοπούλου"),
    ("el_GR", {"given": "Νίκος", "family": "Παπαδόπουλος", "form": "Κος"}, "Καλημέρα σας"),
    ("ru_RU", {"given": "АННА", "family": "ИВАНОВА"}, "Здравствуйте, Анна Иванова"),
    ("uk_UA", {"given": "Олена", "family": "Шевченко"}, "Добрий день"),
    # Others.
    ("tr_TR", {"given": "IŞIL", "family": "YILMAZ"}, "Sayın Işıl Yılmaz"),
    ("tr_TR", {"given": "ibrahim", "style": "warm"}, "Merhaba İbrahim"),
    ("sv_SE", {"given": "Anna", "family": "af Lind", "title": "Fru"}, "Hej Anna af Lind"),
    ("da_DK", {"given": "Anna", "family": "Jensen"}, "Kære Anna Jensen"),
    ("nb_NO", {"given": "Åse", "family": "Berg"}, "Hei Åse Berg"),
    ("no_NO", {"given": "Åse", "style": "warm"}, "Hei Åse"),
    ("fi_FI", {"given": "Aino", "family": "Virtanen"}, "Hyvä Aino Virtanen"),
    ("ro_RO", {"given": "Ana", "family": "Popescu", "form": "Doamna"}, "Stimată doamnă Popescu"),
    ("is_IS", {"given": "Guðrún", "family": "Jónsdóttir"}, "Góðan dag, Guðrún"),
    ("hi_IN", {"given": "अनिता", "family": "शर्मा"}, "अनिता शर्मा जी"),
    ("th_TH", {"given": "สมชาย", "family": "ใจดี"}, "เรียน คุณสมชาย"),
    ("id_ID", {"family": "Wibowo"}, "Yth. Bapak/Ibu Wibowo"),
    # People with one name.
    ("en_GB", {"given": "Sanjana"}, "Hello Sanjana"),
    ("en_GB", {"family": "Wibowo"}, "Hello Wibowo"),
    ("de_DE", {"family": "Wibowo", "form": "Herr"}, "Sehr geehrter Herr Wibowo"),
    # Names in capitals or in small letters, and those that only look it.
    ("en_GB", {"given": "RONA", "family": "MCDONALD"}, "Hello Rona McDonald"),
    ("en_GB", {"given": "flora", "family": "macdonald"}, "Hello Flora MacDonald"),
    ("en_GB", {"given": "Ana", "family": "MACIAS"}, "Hello Ana Macias"),
    ("en_GB", {"given": "shaun", "family": "o'neill"}, "Hello Shaun O'Neill"),
    ("en_GB", {"given": "SHAUN", "family": "O’NEILL"}, "Hello Shaun O’Neill"),
    ("en_GB", {"given": "Anna", "family": "van der Berg"}, "Hello Anna van der Berg"),
    ("en_GB", {"given": "Juan", "family": "DE LA CRUZ"}, "Hello Juan de la Cruz"),
    ("en_GB", {"given": "HENRI", "family": "TALBOT VIII"}, "Hello Henri Talbot VIII"),
    ("en_GB", {"given": "J.P.", "family": "Moreton"}, "Hello J.P. Moreton"),
    ("en_GB", {"given": "DeShawn", "family": "McIntosh"}, "Hello DeShawn McIntosh"),
    ("en_GB", {"given": "LI", "family": "WU"}, "Hello Li Wu"),
    ("en_GB", {"given": "Amir", "family": "AL-HASSAN"}, "Hello Amir Al-Hassan"),
    # What names nobody.
    ("en_GB", {}, "Hello"),
    ("en_GB", {"given": "N/A", "family": "n.a."}, "Hello"),
    ("en_GB", {"given": "Test", "family": "Test"}, "Hello"),
    ("en_GB", {"given": "-", "family": "—"}, "Hello"),
    ("en_GB", {"given": "xxx", "family": "XX"}, "Hello"),
    ("en_GB", {"given": "anna@example.org"}, "Hello"),
    ("en_GB", {"given": "www.example.org"}, "Hello"),
    ("en_GB", {"given": "Anna123"}, "Hello"),
    ("en_GB", {"given": "Acme Ltd"}, "Hello"),
    ("de_DE", {"family": "Weber & Söhne GmbH"}, "Guten Tag"),
    ("de_DE", {"family": "Weber Immobilien AG"}, "Guten Tag"),
    ("de_DE", {"family": "Stadtwerke e.V."}, "Guten Tag"),
    ("it_IT", {"family": "Rossi S.r.l."}, "Buongiorno"),
    ("fr_FR", {"family": "Dupont SARL"}, "Bonjour"),
    ("pt_PT", {"given": "Ana", "family": "Sá"}, "Bom dia, Ana Sá"),
    ("en_GB", {"given": "Jennifer", "family": "Null"}, "Hello Jennifer Null"),
    ("en_GB", {"given": "Null", "family": "NULL"}, "Hello"),
    ("en_GB", {"given": "asdf", "family": "qwertz"}, "Hello"),
    ("en_GB", {"given": "first name", "family": "Last Name"}, "Hello"),
    ("en_GB", {"given": "Anna (do not call)", "style": "warm"}, "Hello Anna"),
    ("en_GB", {"given": "=HYPERLINK(0)"}, "Hello"),
    ("en_GB", {"given": "<b>Anna/x"}, "Hello"),
    ("en_GB", {"given": "a" * 200}, "Hello"),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "known", "expected"), ROWS)
def test_a_salutation(locale: str, known: dict[str, str], expected: str) -> None:
    language = {"no": "nb"}.get(locale[:2], locale[:2])
    assert greet(Speech(locale, language), **known) == expected  # type: ignore[arg-type]


def test_the_table_is_broad() -> None:
    assert len(ROWS) >= 100
    assert len({locale for locale, _, _ in ROWS}) >= 20


@pytest.mark.parametrize("given", ["Anna", "Maria", "Lucia", "Paul", "Andrea", "Kim", "Jean", "Nicola", "Sascha"])
@pytest.mark.parametrize("locale", ["de_DE", "fr_FR", "es_ES", "it_IT", "pt_BR", "nl_NL", "ar_EG", "zh_CN"])
def test_nothing_is_guessed_from_a_first_name(given: str, locale: str) -> None:
    speech = Speech(locale, locale[:2])
    said = {
        greet(speech, name, "Weber", style=style).replace(name, "…")
        for name in (given, "Qxv")
        for style in ("warm", "formal")
    }  # type: ignore[arg-type, union-attr]
    assert len(said) == 2


def test_a_name_keeps_its_order_among_other_words() -> None:
    assert greet(Speech("hu_HU", "en"), "Anna", "Szabó") == "Hello Szabó Anna"
    assert greet(Speech("ja_JP", "en"), "花子", "田中") == "Hello 田中花子"
    assert greet(Speech("de_AT", "en"), "Anna", "Weber", title="Frau Dr.") == "Dear Dr Weber"


def test_a_language_without_salutations_has_none() -> None:
    assert greet(Speech("sw_KE", "sw"), "Asha") is None


def test_a_value_that_is_no_text_names_nobody() -> None:
    assert greet(Speech("en_GB", "en"), 12, True, title=3, form=object()) == "Hello"
