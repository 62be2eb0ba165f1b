"""What every source has to hold, tried on the recorded pages."""


def test_shenzhen_customs_keeps_the_contract(ipr_feeds_rule):
    ipr_feeds_rule("shenzhen-customs", snapshots="snapshots")
