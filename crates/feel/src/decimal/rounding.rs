//! How a number loses digits: the end of every operation, and the rounding functions.

use super::{COEFFICIENT_END, DIGITS_MAX, Decimal, EXPONENT_MAX, EXPONENT_MIN, POWERS, digits};

/// Which way a number goes that lies between two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearer one, the even one when both are as near.
    HalfEven,
    /// To the nearer one, away from 0 when both are as near.
    HalfUp,
    /// To the nearer one, towards 0 when both are as near.
    HalfDown,
    /// Away from 0.
    Up,
    /// Towards 0.
    Down,
    /// To the lower one.
    Floor,
    /// To the higher one.
    Ceiling,
}

/// What an exact result looks like before it is cut to 34 digits.
pub(super) struct Exact {
    pub negative: bool,
    pub coefficient: u128,
    pub exponent: i32,
    /// Something not 0 follows the last digit. Then the coefficient has more than 34 digits.
    pub more: bool,
}

impl Exact {
    /// The number it is, rounded half to even; none if it is too large.
    pub(super) fn finish(mut self) -> Option<Decimal> {
        if self.coefficient >= COEFFICIENT_END {
            self.drop_digits(digits(self.coefficient) - DIGITS_MAX);
        }
        if self.coefficient == 0 {
            return Some(Decimal::ZERO);
        }
        if self.exponent < EXPONENT_MIN {
            self.drop_digits((EXPONENT_MIN - self.exponent) as u32);
        }
        if self.exponent > EXPONENT_MAX {
            let up = (self.exponent - EXPONENT_MAX) as u32;
            if digits(self.coefficient) + up > DIGITS_MAX {
                return None;
            }
            self.coefficient *= POWERS[up as usize];
            self.exponent = EXPONENT_MAX;
        }
        Some(Decimal::from_parts(self.negative, self.coefficient, self.exponent))
    }

    fn drop_digits(&mut self, count: u32) {
        self.coefficient = dropped(self, count, Rounding::HalfEven);
        self.exponent += count as i32;
        self.more = false;
        if self.coefficient == COEFFICIENT_END {
            self.coefficient /= 10;
            self.exponent += 1;
        }
    }
}

fn dropped(exact: &Exact, count: u32, rounding: Rounding) -> u128 {
    let Some(power) = POWERS.get(count as usize) else {
        let away = exact.coefficient != 0 && goes_away(exact.negative, rounding);
        return u128::from(away);
    };
    let (kept, rest) = (exact.coefficient / power, exact.coefficient % power);
    if rest == 0 && !exact.more {
        return kept;
    }
    let half = power / 2;
    let above_half = rest > half || (rest == half && exact.more && count > 0);
    let at_half = rest == half && !exact.more;
    let up = match rounding {
        Rounding::HalfEven => above_half || (at_half && kept % 2 == 1),
        Rounding::HalfUp => above_half || at_half,
        Rounding::HalfDown => above_half,
        Rounding::Up | Rounding::Down | Rounding::Floor | Rounding::Ceiling => goes_away(exact.negative, rounding),
    };
    kept + u128::from(up)
}

/// Does what lies anywhere between two numbers go to the one further from 0?
fn goes_away(negative: bool, rounding: Rounding) -> bool {
    match rounding {
        Rounding::Up => true,
        Rounding::Floor => negative,
        Rounding::Ceiling => !negative,
        Rounding::HalfEven | Rounding::HalfUp | Rounding::HalfDown | Rounding::Down => false,
    }
}

impl Decimal {
    /// The number with at most `scale` digits after the point (before it, where `scale` is negative).
    pub fn round(self, scale: i32, rounding: Rounding) -> Option<Self> {
        let count = -i64::from(self.exponent()) - i64::from(scale);
        if count <= 0 || self.is_zero() {
            return Some(self);
        }
        // Beyond this nothing is left to drop.
        let count = count.min(i64::from(EXPONENT_MAX) * 4) as u32;
        let exact = self.exact();
        let coefficient = dropped(&exact, count, rounding);
        Exact { coefficient, exponent: exact.exponent + count as i32, ..exact }.finish()
    }

    /// The largest whole number that is not above it.
    #[must_use]
    pub fn floor(self) -> Self {
        self.round(0, Rounding::Floor).unwrap_or(self)
    }

    /// The smallest whole number that is not below it.
    #[must_use]
    pub fn ceiling(self) -> Self {
        self.round(0, Rounding::Ceiling).unwrap_or(self)
    }

    /// Its whole part.
    #[must_use]
    pub fn trunc(self) -> Self {
        self.round(0, Rounding::Down).unwrap_or(self)
    }

    pub(super) fn exact(self) -> Exact {
        Exact { negative: self.negative, coefficient: self.coefficient(), exponent: self.exponent(), more: false }
    }
}
