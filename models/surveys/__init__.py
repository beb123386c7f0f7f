"""The half-yearly opinion survey (《意见调查表》): issued, returned, counted, and every comment answered (R151, R152, R153)."""
