"""What `vouchers` tells `providers` about purchases; the id is that of the quote being paid."""

from typing import ClassVar

from kit.events import Fact


class PurchaseRegistered(Fact, frozen=True, kw_only=True):
    """Money is held for a quote. No amounts: what a voucher is worth tells of a family's means."""

    TYPE: ClassVar[str] = "it.milano.wishmi.purchase.registered.v1"
    SUBJECT: ClassVar[str] = "wishmi.private.vouchers.purchase"


class PurchaseCaptured(Fact, frozen=True, kw_only=True):
    """The money is spent: the offer was used."""

    TYPE: ClassVar[str] = "it.milano.wishmi.purchase.captured.v1"
    SUBJECT: ClassVar[str] = "wishmi.private.vouchers.purchase"


class PurchaseCancelled(Fact, frozen=True, kw_only=True):
    """The money is given back."""

    TYPE: ClassVar[str] = "it.milano.wishmi.purchase.cancelled.v1"
    SUBJECT: ClassVar[str] = "wishmi.private.vouchers.purchase"
