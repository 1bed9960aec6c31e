"""One narrow row per customer of everything a rule asks, and one per customer and thing she bought or that happened.

Facts lie in a dozen tables; a rule over a million customers has 300 ms. So what rules ask is kept where one scan finds
it (docs/explanation/segments.md): written here alone, from the facts, for the customers the story names.
"""
