"""Privacy notices over HTTP: every version of each, open to everybody."""

import msgspec
from litestar import Controller, get
from litestar.params import FromPath

from kit import languages
from kit.problems import NotFound
from providers import privacy
from providers.domain.privacy import VERSIONS, Version, current
from providers.schemas.privacy import PrivacyNoticeAnswer, PrivacyNoticeItem, PrivacyNoticePage


class PrivacyNoticeController(Controller):
    """What forms show, and have shown."""

    path = "/v1/privacy-notices"
    tags = ("privacy",)

    @get(
        operation_id="listPrivacyNotices",
        summary="Le informative sul trattamento dei dati, con ogni loro versione",
    )
    async def list(self) -> PrivacyNoticePage:
        return PrivacyNoticePage(items=tuple(map(item, VERSIONS)), total=len(VERSIONS))

    @get(
        "/{notice_id:str}",
        operation_id="getPrivacyNotice",
        summary="Un'informativa sul trattamento dei dati",
    )
    async def read(self, notice_id: FromPath[str]) -> PrivacyNoticeAnswer:
        found = next((one for one in VERSIONS if one.id == notice_id), None)
        if found is None:
            raise NotFound
        text = privacy.text(found.id, languages.chosen())
        return PrivacyNoticeAnswer(**msgspec.structs.asdict(item(found)), text=text)


def item(version: Version) -> PrivacyNoticeItem:
    return PrivacyNoticeItem(
        id=version.id,
        form=version.form,
        version=version.number,
        since=version.since,
        current=version == current(version.form),
    )
