"""Decision tables of DMN, read, checked, explained and compiled to Python and to SQL.

Source: OMG Decision Model and Notation 1.5, clause 8 (decision tables; 8.2.8 hit policies)
and clause 9 (S-FEEL, the language of the cells). Where the standard leaves a choice, or
where Python and PostgreSQL would differ by themselves, this is what holds in both:

*Empty values.* Logic is three-valued. An empty value satisfies `-`, an empty cell and the
test `null`; `not(null)` asks for any value. Every comparison with an empty value is neither
true nor false, so neither `"a"` nor `not("a")` matches it. A list matches when one of its
tests is true; `not(...)` matches when all of them are false.

*Numbers* are decimals of any length. `+ - *` are exact. `/` is rounded to 12 places, half
away from zero; divided by zero is empty. `round half up(n, s)`, for short `round(n, s)`,
rounds half away from zero, `decimal(n, s)` half to even. Arithmetic with an empty value is
empty, also `min` and `max`. 1.0 and 1 are one value.

*Texts* are compared by code point. *Dates* are days; there is no arithmetic with them.

*Hit policies.* UNIQUE with several hits and ANY with different outputs give no outputs but
a violation with the numbers of the rules. PRIORITY and OUTPUT ORDER rank by the allowed
values of the outputs, the leftmost output first; equals keep the order of the rules. SUM,
MIN and MAX over an empty output are empty. Without a hit the outputs are the defaults if
the table has any, otherwise: none for a single hit, an empty list, none for SUM, MIN and
MAX, and 0 for COUNT.
"""
