"""The only SQL. Locks are taken in one order: the row of an application, a report, a concern, a
request or a review, the provider's, then its offers', by id.

A change of a body takes its row `for no key update`; a change of an offer takes its body's row
`for share` first. So offers of one body change side by side, but never while the body does: what is
told of an offer always carries the card and the standing that its body has when it is told.
"""
