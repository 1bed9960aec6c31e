"""Two years of the chain's loyalty programme: members, points, vouchers, rewards, friends brought, prize draws."""
