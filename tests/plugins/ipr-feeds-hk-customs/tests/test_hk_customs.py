"""What every source has to hold, tried on the recorded pages."""


def test_hk_customs_keeps_the_contract(ipr_feeds_rule):
    ipr_feeds_rule("hk-customs", snapshots="snapshots")
