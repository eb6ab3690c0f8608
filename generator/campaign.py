"""campaign.yaml in, Campaign out: the one file that says data, policy, story and outputs, all loaded.

Everything that can be wrong before a recipient is read is found here, at the line where it stands.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from generator.audience import AudienceSpec
from generator.errors import CampaignError, InputError
from generator.intake import ConsentSpec, DataSpec, ObjectionSpec
from generator.intake.record import CustomerRecord
from generator.keys import Keyring, SecretError, read_keys
from generator.model.brand import Brand
from generator.model.chat import Chat
from generator.model.story import Links, PageTemplate
from generator.privacy import (
    NO_PRODUCTS,
    Catalogue,
    FactNeed,
    FactRule,
    FactSpec,
    Policy,
    check_needs,
    compile_facts,
    load_policy,
    load_products,
)
from generator.publish.unsubscribe import Unsubscribe
from generator.publish.unsubscribespec import UnsubscribeSpec
from generator.resources import templates_dir
from generator.scenes.brand import load_brand
from generator.scenes.catalogue import folders
from generator.scenes.outputs import DocumentSpec, EmailSpec, PageSpec, document_template, email_template, page_template
from generator.sourcefile import SourceFile, Strict, read
from generator.story.assistant import AssistantSpec
from generator.story.codes import check_links
from generator.story.faq import Faq, load_faq
from generator.story.forms import FormsSpec
from generator.story.issuer import IssuerSpec
from generator.story.plan import load_story
from generator.story.planned import SEGMENT, StoryPlan
from generator.story.teller import Storyteller
from generator.story.ways import check_tap_links
from generator.video.profiles import ProfileName
from generator.video.settings import Aspect, VideoSettings
from generator.video.spec import VideoSpec, video_settings

PAGE_TITLE = "page_title"
STORE = "store"
"""The use of the keys that name what the store holds."""


def _as_purposes(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


class LocaleSpec(Strict):
    """Which locale a recipient gets."""

    field: str | None = Field(None, description="The field that holds a locale, language or country.")
    map: dict[str, str] = Field(default_factory=dict, description="Value of the field → locale, such as it_IT.")
    default: str = Field("en_GB", description="Without a field, or for a value that is no locale.")


class OutputsSpec(Strict):
    """What every recipient gets."""

    video: VideoSpec | bool = Field(True, description="The film: true, false or its settings.")
    microsite: PageSpec | None = Field(None, description="The page.")
    document: DocumentSpec | None = Field(None, description="The PDF.")
    email: EmailSpec | None = Field(None, description="The e-mail that leads to the page.")
    facts: dict[str, str] = Field(
        default_factory=dict, description="Need of a page, document or e-mail ← fact of the campaign."
    )


class CampaignFile(Strict):
    """The keys of campaign.yaml."""

    version: Literal[1] = Field(description="The version of this format.")
    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="The output folder's name.")
    title: str = Field("", description="What the page is called: a message id.")
    today: datetime.date | None = Field(None, description="The day that ages are reckoned from; the day of the run.")
    secret: str = Field(description="env:NAME or file:PATH: the keys of everything that must not be guessed.")
    purpose: Annotated[str | tuple[str, ...], AfterValidator(_as_purposes)] = Field(
        description="What recipients are addressed for; each is asked for by itself."
    )
    data: DataSpec = Field(description="Where the customers and their children come from.")
    consent: ConsentSpec | None = Field(None, description="Where permissions come from.")
    objections: ObjectionSpec | None = Field(None, description="Where objections to uses of data come from.")
    audience: AudienceSpec = Field(default_factory=AudienceSpec, description="Suppression, relationship, segments.")
    locale: LocaleSpec = Field(default_factory=LocaleSpec, description="Which locale a recipient gets.")
    policy: str = Field("policy.yaml", description="The policy file.")
    facts: dict[str, FactSpec | str] = Field(description="Fact ← expression over what the policy releases.")
    products: str | None = Field(None, description="The catalogue for related products.")
    story: str = Field("story.yaml", description="A story file, or the name of one in templates/stories.")
    brand: str = Field(description="The name of a brand, or its folder.")
    issuer: IssuerSpec | None = Field(None, description="Who sends the bill and is paid for it.")
    outputs: OutputsSpec = Field(default_factory=OutputsSpec, description="What every recipient gets.")
    base_url: str = Field("", description="Where the site will stand; for links.csv and QR codes.")
    links: dict[str, str] = Field(
        default_factory=dict, description="Where buttons lead, by name; {token} stands for the recipient's token."
    )
    unsubscribe: UnsubscribeSpec | None = Field(None, description="How a mail is stopped; for links.csv.")
    forms: FormsSpec = Field(default_factory=FormsSpec, description="Where the page's forms lead, and what they ask.")
    assistant: AssistantSpec = Field(default_factory=AssistantSpec, description="What the page answers.")
    copy_: dict[str, str] = Field(
        default_factory=dict, alias="copy", description="Words of the page, replaced by name."
    )

    def stopping(self) -> Unsubscribe | None:
        """How a mail is stopped, as links.csv has it."""
        return Unsubscribe(self.unsubscribe.url, self.unsubscribe.mailto) if self.unsubscribe else None


@dataclass(frozen=True)
class Campaign:
    """A campaign with everything that it names, loaded and checked. `root` is its folder; paths are relative to it."""

    file: SourceFile
    spec: CampaignFile
    root: Path
    purposes: tuple[str, ...]
    today: datetime.date
    keys: Keyring
    policy: Policy
    products: Catalogue
    facts: Mapping[str, FactRule]
    plan: StoryPlan
    brand: Brand
    video: VideoSettings | None
    microsite: PageTemplate | None
    document: PageTemplate | None
    email: PageTemplate | None
    links: Links
    faq: Faq | None

    @property
    def name(self) -> str:
        """The output folder's name."""
        return self.spec.name

    @property
    def secret(self) -> bytes:
        """What everything that this run makes is keyed with: the newest of the campaign's keys."""
        return self.keys.newest.secret

    @property
    def store_key(self) -> bytes:
        """What names in the store of segments are keyed with; a worker gets this key and no other."""
        return self.keys.derived(STORE)[0]

    def locale_of(self, record: CustomerRecord) -> str:
        """A record's locale; the default when its field is empty or unknown."""
        rule = self.spec.locale
        value = record.values.get(rule.field) if rule.field else None
        return rule.map.get(value, value if not rule.map else rule.default) if isinstance(value, str) else rule.default

    def storyteller(self) -> Storyteller:
        """What turns a SafeProfile into a Story."""
        own_words = self.root / "locale"
        return Storyteller(
            plan=self.plan,
            brand=self.brand,
            microsite=self.microsite,
            document=self.document,
            email=self.email,
            links=self.links,
            aspects=(self.video.aspect,) if self.video else (),
            copy=MappingProxyType(self._words()),
            page_facts=MappingProxyType(dict(self.spec.outputs.facts)),
            locale_dir=own_words if own_words.is_dir() else None,
            base_url=self.spec.base_url,
            issuer=self.spec.issuer.issuer() if self.spec.issuer else None,
            forms=self.spec.forms.forms(),
            faq=self.faq,
            today=self.today,
        )

    def sources(self) -> Mapping[str, tuple[str, ...]]:
        """What pages may reach besides their own host: directive of the content security policy → sources."""
        return self.spec.forms.forms().sources if self.microsite is not None else {}

    @property
    def chat(self) -> Chat | None:
        """Another company's chat that the page leads to."""
        return self.spec.assistant.chat.chat() if self.spec.assistant.chat and self.microsite else None

    def _words(self) -> dict[str, str]:
        """The words that the campaign replaces. Its title is the page's, unless the page's own words say otherwise."""
        words = dict(self.spec.copy_)
        if self.spec.title and self.microsite is not None and PAGE_TITLE in self.microsite.copy:
            words.setdefault(PAGE_TITLE, self.spec.title)
        return words

    def need_uses(self) -> Iterator[FactNeed]:
        """Every use of a fact by a scene, a condition, the page or the document, with the place that asks for it."""
        for planned in self.plan.every_scene if self.video else ():
            for name, need in planned.template.needs.items():
                place = f"{planned.template.root / 'scene.yaml'}:{need.line}:3"
                yield self._need(planned.facts[name], planned.purpose, place, optional=need.optional)
        for place, names in self.plan.conditions() if self.video else ():
            for name in sorted(names - {SEGMENT}):
                yield self._need(name, None, place, shown=False, optional=name not in self.facts)
        for template in (self.microsite, self.document, self.email):
            for name, need in template.needs.items() if template else ():
                fact = self.spec.outputs.facts.get(name, name)
                yield self._need(fact, None, f"{need.file}:{need.line}:3", optional=need.optional)
        for fact, place, shown in self.faq.needs() if self.faq and self.microsite else ():
            yield self._need(fact, None, place, shown=shown, optional=not shown and fact not in self.facts)

    def _need(self, fact: str, purpose: str | None, place: str, *, optional: bool, shown: bool = True) -> FactNeed:
        """What serves no purpose in particular is content with the first that the policy releases its fact for."""
        rule = self.facts.get(fact)
        allowed = (rule.purposes if rule else None) or self.purposes
        needs = [FactNeed(fact, name, shown, place, optional) for name in ((purpose,) if purpose else allowed)]
        if rule is not None:
            needs.sort(key=lambda need: bool(check_needs(self.policy, {fact: rule}, (need,), None)))
        return needs[0]

    def needed_facts(self) -> frozenset[str]:
        """The names of the facts that anything asks for: nothing else crosses the wall."""
        return frozenset(need.fact for need in self.need_uses())


def load_campaign(
    path: Path,
    *,
    today: datetime.date | None = None,
    profile: ProfileName | None = None,
    aspect: Aspect | None = None,
    make_key: bool = True,
) -> Campaign:
    """A campaign file or its folder in, Campaign out. `today` stands in when the file names no day.

    `profile`, `aspect`: of the film, in place of the file's. With a profile given here the file's aspect and codec
    hold, but no other key of the film. `make_key`: a key file that doesn't exist is made.

    Raises CampaignError, PolicyError, StoryError, SceneError, BrandError or AssetError, at file:line:column.
    """
    path = path / "campaign.yaml" if path.is_dir() else path
    file = read(path, CampaignError)
    spec = file.parse(CampaignFile)
    root = path.parent
    policy = load_policy(_named(file, root, ("policy",), spec.policy))
    purposes = (spec.purpose,) if isinstance(spec.purpose, str) else spec.purpose
    for purpose in purposes:
        if purpose not in policy.purposes:
            raise file.fail(
                ("purpose",), f"the policy knows no purpose '{purpose}'.", f"It has {', '.join(policy.purposes)}."
            )
    products = NO_PRODUCTS
    if spec.products:
        products = load_products(_named(file, root, ("products",), spec.products), policy.rules.k_anonymity)
    catalogue = folders("scenes", "scene.yaml", (root,))
    story = root / spec.story if spec.story.endswith((".yaml", ".yml")) else _builtin_story(file, spec.story)
    leads = spec.outputs.microsite is not None and bool(spec.base_url)
    campaign = Campaign(
        file=file,
        spec=spec,
        root=root,
        purposes=purposes,
        today=spec.today or today or datetime.date.today(),
        keys=keys_of(file, spec, today or datetime.date.today(), make_missing=make_key),
        policy=policy,
        products=products,
        facts=compile_facts(spec.facts, file),
        plan=load_story(story, catalogue),
        brand=load_brand(spec.brand, root),
        video=video_settings(file, spec.outputs.video, profile, aspect),
        microsite=page_template(file, root, "microsite", spec.outputs.microsite),
        document=document_template(file, root, spec.outputs.document, issued=spec.issuer is not None),
        email=email_template(
            file, root, spec.outputs.email, mail=spec.issuer.email if spec.issuer else "", leads=leads
        ),
        links=Links(MappingProxyType(dict(spec.links))),
        faq=load_faq(_named(file, root, ("assistant", "faq"), spec.assistant.faq)) if spec.assistant.faq else None,
    )
    _check_names(campaign)
    return campaign


def _named(file: SourceFile, root: Path, keys: tuple[str, ...], name: str) -> Path:
    if not (root / name).is_file():
        raise file.fail(keys, f"the file '{name}' does not exist.", "Correct the name; it is relative to this file.")
    return root / name


def _builtin_story(file: SourceFile, name: str) -> Path:
    path = templates_dir() / "stories" / f"{name}.yaml"
    if not path.is_file():
        there = ", ".join(sorted(found.stem for found in path.parent.glob("*.yaml")))
        raise file.fail(("story",), f"there is no story '{name}'.", f"Use one of {there}, or a file ending in .yaml.")
    return path


def keys_of(file: SourceFile, spec: CampaignFile, today: datetime.date, *, make_missing: bool = True) -> Keyring:
    """The keys that a campaign's secret names; a file that isn't there is made unless that is off.

    Raises CampaignError.
    """
    try:
        return read_keys(spec.secret, file.path.parent, today, make_missing=make_missing)
    except SecretError as fault:
        raise file.fail(("secret",), fault.cause, fault.remedy) from None


def _check_names(campaign: Campaign) -> None:
    """Purposes, links and words that the story and the campaign name must exist."""
    for planned in campaign.plan.every_scene:
        if planned.purpose is not None and planned.purpose not in campaign.purposes:
            raise InputError(
                planned.place,
                f"the campaign has no purpose '{planned.purpose}'.",
                f"It has {', '.join(campaign.purposes)}.",
            )
    if campaign.video is not None:
        check_links(campaign.plan, campaign.links.targets, campaign.spec.base_url)
        check_tap_links(campaign.plan, campaign.links.targets)
    known = set()
    for template in (campaign.microsite, campaign.document, campaign.email):
        known |= set(template.copy) if template else set()
    for name in campaign.spec.copy_:
        if name not in known:
            raise campaign.file.fail(
                ("copy", name),
                f"neither page, document nor e-mail has words called '{name}'.",
                f"They have {', '.join(sorted(known))}.",
            )
