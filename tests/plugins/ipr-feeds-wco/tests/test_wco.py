"""What every source has to hold, tried on the recorded pages."""


def test_wco_keeps_the_contract(ipr_feeds_rule):
    ipr_feeds_rule("wco", snapshots="snapshots")
