"""What forms post: the endpoint of `serendip serve` as a browser asks it, and what is refused."""

from __future__ import annotations

import datetime
import http.client
import json
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from asking import ask, listening
from jsonschema import Draft202012Validator

from generator.model.forms import FORMS, Forms, endpoint_fault
from generator.publish.headers import CONTENT_SECURITY_POLICY, content_security_policy, policy_of, write_host_files
from generator.publish.posts import PostError, check_post, post_schema, read_post

TOKEN = "a" * 32
FORM = "application/x-www-form-urlencoded"
COMMON = {"version": "1", "token": TOKEN, "language": "de"}
POSTS: dict[str, dict[str, Any]] = {
    "callback": {"phone": "+39 051 555 0100", "window": "morning"},
    "dispute": {"line": "3", "reason": "twice", "text": "<b>Zweimal</b> „berechnet“"},
    "preferences": {"channels": ["email", "sms"], "offered": ["offers", "service"], "topics": ["service"]},
    "profile": {"question": "heating", "answer": "gas"},
    "rating": {"scale": "nps", "score": "10", "why": ""},
    "accept": {"offer": "sunny-hours", "confirm": "yes"},
    "film": {"question": "easy", "answer": "4"},
}


def whole(form: str, **changes: Any) -> dict[str, Any]:
    return {"form": form, **COMMON, **POSTS[form], **changes}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site" / TOKEN).mkdir(parents=True)
    forms = Forms(endpoint="https://forms.example.org/in/{form}")
    write_host_files(tmp_path / "site", content_security_policy(forms.sources))
    return tmp_path / "site"


@pytest.fixture
def port(site: Path) -> Iterator[int]:
    with listening(site, site.parent / "answers.jsonl") as port:
        yield port


def post(
    port: int, form: str, fields: Mapping[str, Any], headers: Mapping[str, str] | None = None, method: str = "POST"
) -> tuple[http.client.HTTPResponse, bytes]:
    sent = {"Content-Type": FORM, **(headers or {})}
    body = json.dumps(fields) if "json" in sent["Content-Type"] else urlencode(fields, doseq=True)
    return ask(port, f"/forms/{form}", sent, method, body)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_answered_with_and_without_scripts(port: int, site: Path, form: str) -> None:
    response, body = post(port, form, whole(form), {"Origin": "null"})
    assert (response.status, body) == (303, b"")
    assert response.headers["Location"] == f"/{TOKEN}/#{form}-thanks"
    response, body = post(port, form, whole(form), {"Accept": "application/json", "Origin": f"http://localhost:{port}"})
    assert (response.status, json.loads(body)) == (200, {"ok": True})
    assert response.headers["Access-Control-Allow-Origin"] == f"http://localhost:{port}"
    response, _ = post(port, form, whole(form), {"Content-Type": "application/json", "Accept": "application/json"})
    assert response.status == 200
    kept = site.parent / "answers.jsonl"
    lines = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert {line.pop("received_on") for line in lines} == {datetime.date.today().isoformat()}
    assert lines[0] == lines[1] == lines[2]
    assert {name: lines[0][name] for name in POSTS[form] if POSTS[form][name]} == {
        name: value for name, value in POSTS[form].items() if value
    }
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_thanks_lead_back_to_the_page_that_the_form_stands_on(port: int) -> None:
    response, _ = post(port, "preferences", whole("preferences", page="choices"))
    assert response.headers["Location"] == f"/{TOKEN}/choices.html#preferences-thanks"


BAD = {
    "another form's fields": whole("rating") | {"form": "callback"},
    "no phone": whole("callback", phone=""),
    "no number": whole("callback", phone="javascript:alert(1)"),
    "a score beyond its scale": whole("rating", scale="csat", score="6"),
    "a name of their own": whole("rating", customer_id="7"),
    "no confirmation": whole("accept", confirm=""),
    "an answer and a skip": whole("profile", skip="ever"),
    "neither": whole("profile", answer=""),
    "a token of nobody": whole("rating", token="b" * 32),
    "a path for a token": whole("rating", token="../../../../etc/passwd"),
    "another version": whole("rating", version="2"),
    "a phone twice": whole("callback", phone=["1234567", "2345678"]),
    "ten thousand letters": whole("dispute", text="x" * 10_000),
    "a page elsewhere": whole("rating", page="https://example.org/"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_no_form_sends_is_refused_and_not_kept(port: int, site: Path, name: str) -> None:
    response, body = post(port, BAD[name]["form"], BAD[name])
    assert (response.status, json.loads(body)) == (422, {"ok": False})
    assert not (site.parent / "answers.jsonl").exists()


def test_a_program_that_fills_the_trap_in_is_thanked_and_forgotten(port: int, site: Path) -> None:
    response, _ = post(port, "rating", whole("rating", website="https://spam.example/"))
    assert response.status == 200
    assert not (site.parent / "answers.jsonl").exists()


@pytest.mark.parametrize(
    ("form", "headers", "status"),
    [
        ("callback", {"Origin": "https://evil.example"}, 403),
        ("callback", {"Origin": "http://localhost.evil.example"}, 403),
        ("callback", {"Content-Type": "text/plain"}, 422),
        ("callback", {"Content-Type": "multipart/form-data; boundary=x"}, 422),
        ("nothing", {}, 405),
        ("../callback", {}, 405),
    ],
)
def test_who_may_post_and_how(port: int, form: str, headers: dict[str, str], status: int) -> None:
    response, body = post(port, form, whole("callback"), headers)
    assert response.status == status
    assert b"555" not in body


def test_a_post_that_is_too_large_is_not_read(port: int) -> None:
    response, _ = post(port, "dispute", whole("dispute", text="x" * 40_000))
    assert response.status == 413


def test_a_browser_that_asks_first_is_answered(port: int) -> None:
    response, body = post(port, "rating", {}, {"Origin": "http://localhost:8000"}, "OPTIONS")
    assert (response.status, body) == (204, b"")
    assert response.headers["Access-Control-Allow-Headers"] == "Content-Type"
    assert post(port, "rating", {}, {"Origin": "https://evil.example"}, "OPTIONS")[0].status == 403
    assert post(port, "other", {}, {"Origin": "http://localhost"}, "OPTIONS")[0].status == 405


def test_the_log_tells_no_token_and_no_answer(port: int, capfd: pytest.CaptureFixture[str]) -> None:
    post(port, "callback", whole("callback"))
    logged = capfd.readouterr().err
    assert logged == "POST /forms/callback 303\n"


def test_the_server_sends_the_policy_that_was_written_for_hosts(port: int, site: Path) -> None:
    policy = policy_of(site)
    assert "form-action 'self' https://forms.example.org;" in policy
    assert "connect-src 'self' https://forms.example.org;" in policy
    assert "default-src 'none'; script-src 'self';" in policy
    (site / TOKEN / "index.html").write_text("<p>", encoding="utf-8")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", f"/{TOKEN}/")
    assert connection.getresponse().headers["Content-Security-Policy"] == policy
    connection.close()
    for name in ("nginx.conf", "Caddyfile"):
        assert policy in (site.parent / "hosting" / name).read_text(encoding="utf-8")


def test_without_forms_nothing_is_allowed(tmp_path: Path) -> None:
    assert content_security_policy(Forms().sources) == CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert "form-action 'none'" in CONTENT_SECURITY_POLICY
    assert policy_of(tmp_path) == CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("form", FORMS)
def test_the_published_schema_judges_posts_as_the_code_does(form: str) -> None:
    validator = Draft202012Validator(post_schema())
    assert list(validator.iter_errors(whole(form))) == []
    assert list(validator.iter_errors(whole(form, customer_id="7"))) != []
    assert check_post(whole(form)).form == form


def test_a_fault_tells_nothing_of_what_was_typed() -> None:
    with pytest.raises(PostError) as caught:
        check_post(whole("callback", phone="secret"))
    assert str(caught.value) == ""
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("body", [b"\xff", b"a=1&" * 100, b"form", b"[1]", b"{"])
def test_a_body_that_is_no_post_is_refused(body: bytes) -> None:
    for kind in (FORM, "application/json"):
        with pytest.raises(PostError):
            read_post(body, kind)


@pytest.mark.parametrize(
    ("endpoint", "fits"),
    [
        ("https://forms.example.org/{form}", True),
        ("https://forms.example.org/in?to={form}", True),
        ("http://localhost:8000/forms/{form}", True),
        ("http://127.0.0.1/forms", True),
        ("http://[::1]:8000/forms", True),
        ("http://forms.example.org/{form}", False),
        ("http://localhost.evil.example/", False),
        ("https://user:pass@forms.example.org/", False),
        ("https://{form}.example.org/", False),
        ("https://*.example.org/", False),
        ("https://forms.example.org/{token}", False),
        ("https://forms.example.org/#{form}", False),
        ("https://forms.example.org; script-src *", False),
        ("https://forms.example.org/ 'unsafe-inline'", False),
        ("https://forms.example.org:port/", False),
        ("javascript:alert(1)", False),
        ("//forms.example.org/", False),
        ("/forms", False),
    ],
)
def test_an_endpoint_is_one_safe_address(endpoint: str, fits: bool) -> None:
    assert (endpoint_fault(endpoint) is None) is fits
