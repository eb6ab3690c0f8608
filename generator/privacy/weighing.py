"""One field's own rule, its base's and its parent's in; the rule that holds out, as strict as any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.audience.age import Age
from generator.privacy.categories import CATEGORIES, HISTORY, KNOWING, SPECIAL, suggestion, within
from generator.privacy.derivations.derivation import Derivation
from generator.privacy.patterns import ANY_NAME, FieldPath, is_wild
from generator.privacy.rule import FieldRule, Origin
from generator.privacy.ruling import ORIGINS, Freshness, Rule
from generator.privacy.telltale import telltale
from generator.privacy.transforms.drop import Drop
from generator.privacy.transforms.keep import Keep
from generator.privacy.uses import is_marketing

if TYPE_CHECKING:
    from generator.privacy.resolve import Resolver

_UNLISTED = "user"
"""The category of what is dropped without one."""


class Weighing:
    """`given`: what the last file says of the field, by `pattern`; `base`: what holds after all files before it."""

    def __init__(
        self,
        resolver: Resolver,
        path: FieldPath,
        pattern: FieldPath | None,
        given: FieldRule | None,
        base: Rule | None,
        parent: Rule | None,
    ) -> None:
        self._resolver = resolver
        self._path = path
        self._pattern = pattern or path
        self._given = given
        self._base = base
        self._parent = parent
        self._key = ".".join("*" if part == ANY_NAME else part for part in path)
        self._above = [rule for rule in (base, parent) if rule is not None]
        self._extending = resolver.base is not None
        self._is_container = path in resolver.containers

    def rule(self) -> Rule:
        """Raises PolicyError at the last file's line."""
        category = self._category()
        by_wildcard = self._base.by_wildcard if self._base is not None else is_wild(self._pattern)
        written = self._written(by_wildcard=by_wildcard)
        sensitive = self._sensitive(category, written)
        self._check_place(written)
        history = within(category, HISTORY) or any(rule.history for rule in self._above)
        purposes, limited = self._purposes(written, history=history)
        if self._base is not None:
            scanned_as = self._base.scanned_as
        else:
            unsaid = self._given is None or self._given.category is None
            as_unlisted = isinstance(written, Drop) and (self._extending or (unsaid and category == _UNLISTED))
            scanned_as = "" if as_unlisted else category
        held_back = self._parent is not None and self._parent.denied
        told = not (sensitive or held_back or isinstance(written, Drop))
        return Rule(
            path=self._path,
            written=written if told else Drop(action="drop"),
            category=category,
            purposes=purposes,
            limited=limited,
            relationship=self._relationship(category, written),
            consent=self._consent(),
            origin=self._origin(),
            min_age=self._min_age(),
            ages=self._ages(),
            sensitive=sensitive,
            history=history,
            scanned_as=scanned_as,
            by_wildcard=by_wildcard,
            withheld=telltale(self._path[-1], category) if by_wildcard and told else "",
            places=self._places(),
        )

    def _fail(self, key: str, cause: str, remedy: str) -> Exception:
        return self._resolver.fail(self._pattern, key, cause, remedy)

    def _at(self, rule: Rule) -> str:
        """Where the rule stands that a rule would loosen, for a remedy."""
        return f"see {rule.places[0]}"

    def _category(self) -> str:
        own = self._given.category if self._given is not None else None
        if own is not None and own not in CATEGORIES:
            raise self._fail("category", f"there is no category '{own}'.", suggestion(own))
        if self._base is not None:
            if own is None:
                return self._base.category
            if not within(own, (self._base.category,)) and not within(own, SPECIAL):
                raise self._fail(
                    "category",
                    f"'{self._key}' is '{self._base.category}' in the base, and '{own}' is no part of that.",
                    f"Leave it out, or name a part; {self._at(self._base)}.",
                )
            return own
        if own is not None:
            return own
        if self._parent is not None:
            return self._parent.category
        if self._extending or isinstance(self._given, Drop):
            return _UNLISTED
        if is_wild(self._pattern):
            raise self._unkind()
        raise self._fail("category", f"'{self._key}' has no category.", "Add one, such as 'category: user.name'.")

    def _written(self, *, by_wildcard: bool) -> FieldRule:
        given, base = self._given, self._base
        if given is None:
            assert base is not None
            return base.written
        if base is None:
            if by_wildcard and not isinstance(given, Drop) and not (self._extending and self._is_container):
                self._check_wildcard(given)
            return given
        if "action" not in given.model_fields_set:
            return base.written
        if not given.tells_within(base.written):
            raise self._fail(
                "action",
                f"'{self._key}' would tell more than its base, which says '{base.action}'.",
                f"Leave it out, or write 'action: drop'; {self._at(base)}.",
            )
        return given

    def _check_wildcard(self, given: FieldRule) -> None:
        """A wildcard lists what nobody has looked at: it says of what kind that is, and where."""
        if given.category is None:
            raise self._unkind()
        if is_wild(self._pattern[:1]):
            raise self._fail(
                "action",
                f"'{'.'.join(self._pattern)}' would list whatever the data has.",
                "Begin it with the name of a list of child records, or write 'action: drop'.",
            )
        if isinstance(given, Derivation):
            raise self._fail("action", "what is derived has a name of its own.", "Write its name in place of the '*'.")

    def _unkind(self) -> Exception:
        return self._fail(
            "category",
            f"'{'.'.join(self._pattern)}' would list fields of any kind.",
            "Say their category, or write 'action: drop'.",
        )

    def _sensitive(self, category: str, written: FieldRule) -> bool:
        above = next((rule for rule in self._above if rule.sensitive), None)
        given = self._given
        sensitive = within(category, SPECIAL) or (given is not None and given.sensitive) or above is not None
        if given is None:
            return sensitive
        stands = "action" in given.model_fields_set or self._base is None
        if sensitive and stands and not isinstance(written, Drop) and not self._passed_over():
            raise self._fail(
                "action", f"'{self._key}' is sensitive, so it can only be dropped.", "Write 'action: drop'."
            )
        if above is not None and "sensitive" in given.model_fields_set and not given.sensitive:
            raise self._fail(
                "sensitive", f"'{self._key}' is sensitive, and no rule can switch that off.", f"S{self._at(above)[1:]}."
            )
        return sensitive

    def _passed_over(self) -> bool:
        """Whether a wildcard speaks for something under a field that is dropped: then dropping it all is meant."""
        return is_wild(self._pattern) and self._parent is not None and self._parent.denied

    def _check_place(self, written: FieldRule) -> None:
        if self._given is None or isinstance(written, Drop):
            return
        if self._is_container and not isinstance(written, Keep):
            raise self._fail(
                "action", f"'{self._key}' has children, which have rules of their own.", "Keep or drop it."
            )
        if self._parent is not None and self._parent.denied and self._base is None and not self._passed_over():
            raise self._fail("action", f"'{self._key}' stands under a field that is dropped.", "Drop it too.")
        for source in written.sources() if isinstance(written, Derivation) else ():
            self._check_source("from", source)
        interests = getattr(written, "interests", None)
        if interests is not None and self._resolver.is_supposed(tuple(interests.split("."))):
            raise self._fail(
                "interests", f"'{interests}' was not declared by the person.", "Use a field that people fill in."
            )

    def _purposes(self, written: FieldRule, *, history: bool) -> tuple[tuple[str, ...], bool]:
        own = self._given.purposes if self._given is not None else None
        self._resolver.check_purposes(self._pattern, "purposes", own or ())
        limits = [rule for rule in self._above if rule.limited]
        for limit in limits:
            if own is not None and not set(own) <= set(limit.purposes):
                whose = "base" if limit is self._base else "parent"
                raise self._fail(
                    "purposes",
                    f"'{self._key}' may be used for more than its {whose}.",
                    f"Add the purpose to the {whose}: {self._at(limit)}.",
                )
        if own is None:
            own = next((limit.purposes for limit in limits), ())
        names = tuple(name for name in own if all(name in limit.purposes for limit in limits))
        limited = bool(limits) or (self._given is not None and self._given.purposes is not None)
        if isinstance(written, Drop) or self._is_container:
            return names, limited
        if not names and self._given is not None and self._base is None and not self._passed_over():
            raise self._fail(
                "purposes",
                f"'{self._key}' may be used for nothing, because it has no purposes.",
                "Add 'purposes: […]', or write 'action: drop'.",
            )
        return self._tactful(names, written, history=history), True

    def _tactful(self, names: tuple[str, ...], written: FieldRule, *, history: bool) -> tuple[str, ...]:
        """Marketing never reminds of what a person did."""
        marketing = [name for name in names if is_marketing(self._resolver.ground.purposes[name].use)]
        if not (marketing and history) or isinstance(written, Derivation):
            return names
        if self._given is not None and not self._passed_over():
            raise self._fail(
                "action",
                f"'{self._key}' is what a person did, and '{marketing[0]}' is marketing, which never reminds of it.",
                f"Write 'action: derive', or take '{marketing[0]}' out of its purposes.",
            )
        return tuple(name for name in names if name not in marketing)

    def _relationship(self, category: str, written: FieldRule) -> tuple[str, ...]:
        own = self._given.relationship if self._given is not None else None
        allowed: tuple[str, ...] = ("customer", "prospect")
        for rule in self._above:
            if own is not None and not set(own) <= set(rule.relationship):
                raise self._fail(
                    "relationship",
                    f"'{self._key}' would be used for more people than what it stands under or extends.",
                    f"Leave it out, or narrow it; {self._at(rule)}.",
                )
            allowed = tuple(name for name in allowed if name in rule.relationship)
        knowing = within(category, KNOWING) or written.knowing
        if knowing and not isinstance(written, Drop):
            if own is not None and "prospect" in own:
                raise self._fail(
                    "relationship",
                    f"'{self._key}' shows knowledge of the person, which is for customers only.",
                    "Write 'relationship: [customer]', or leave it out.",
                )
            allowed = tuple(name for name in allowed if name == "customer")
        return allowed if own is None else tuple(name for name in own if name in allowed)

    def _consent(self) -> frozenset[str]:
        own = (self._given.consent or ()) if self._given is not None else ()
        self._resolver.check_purposes(self._pattern, "consent", own)
        return frozenset(own).union(*(rule.consent for rule in self._above))

    def _origin(self) -> Origin | None:
        own = self._given.origin if self._given is not None else None
        for rule in self._above:
            if own is not None and ORIGINS.index(own) < ORIGINS.index(rule.origin):
                raise self._fail(
                    "origin",
                    f"'{self._key}' is {rule.origin} already, and can't be {own}.",
                    f"Leave it out; {self._at(rule)}.",
                )
        return max((own, *(rule.origin for rule in self._above)), key=ORIGINS.index)

    def _min_age(self) -> int | None:
        own = self._given.min_age if self._given is not None else None
        field = self._resolver.ground.rules.birth_date
        if own is not None and field is None:
            raise self._fail(
                "min_age", "nothing says where the birth date stands.", "Add 'birth_date: …' under 'rules'."
            )
        if own is not None and field is not None:
            self._check_source("min_age", (field,))
        ages = [rule.min_age for rule in self._above if rule.min_age is not None]
        for rule in self._above:
            if own is not None and rule.min_age is not None and own < rule.min_age:
                raise self._fail(
                    "min_age",
                    f"'{self._key}' is for people of {rule.min_age} years already.",
                    f"Leave it out, or raise it; {self._at(rule)}.",
                )
        return max([*ages, *([own] if own is not None else [])], default=None)

    def _ages(self) -> tuple[Freshness, ...]:
        """A parent's ages are asked of the parent, so only the base's are taken over."""
        base = self._base.ages if self._base is not None else ()
        given = self._given
        if given is None or (given.as_of is None and given.max_age is None):
            return base
        if given.as_of is None or given.max_age is None:
            raise self._fail(
                "max_age" if given.as_of is None else "as_of",
                "'max_age' and 'as_of' go together: the one is an age, the other the field that it counts from.",
                f"Add '{'as_of: …' if given.as_of is None else 'max_age: …'}'.",
            )
        path = (*self._path[:-1], given.as_of)
        self._check_source("as_of", path)
        own = Freshness(Age.parse(given.max_age), path)
        for rule in self._above:
            for other in rule.ages:
                same = rule is self._parent or other.as_of == own.as_of
                if same and not own.age.within(other.age):
                    raise self._fail(
                        "max_age",
                        f"'{self._key}' would hold for longer than what it stands under or extends.",
                        f"Leave it out, or shorten it; {self._at(rule)}.",
                    )
        return (own, *(other for other in base if other.as_of != own.as_of))

    def _check_source(self, key: str, path: FieldPath) -> None:
        """A field that another one is worked out from may be unlisted, but never sensitive."""
        if self._resolver.is_sensitive(path):
            raise self._fail(
                key, f"'{'.'.join(path)}' is sensitive, so nothing may be worked out from it.", "Use another field."
            )

    def _places(self) -> tuple[str, ...]:
        own = [self._resolver.layer.place(self._pattern)] if self._given is not None else []
        return tuple(dict.fromkeys([*own, *(place for rule in self._above for place in rule.places)]))
