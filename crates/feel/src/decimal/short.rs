//! Numbers whose digits fit an `i64`, which most are: sums and products of them stay in the processor's registers.
//!
//! Whatever does not fit has no result here, and is left to `Decimal`. Nothing is ever rounded.

use super::{Decimal, EXPONENT_MAX, EXPONENT_MIN};

/// The powers of ten that fit an `i64`.
const POWERS: [i64; 19] = {
    let mut powers = [1_i64; 19];
    let mut at = 1;
    while at < 19 {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// `digits × 10^exponent`
#[derive(Debug, Clone, Copy)]
pub struct Short {
    digits: i64,
    exponent: i32,
}

impl Short {
    /// 0
    pub const ZERO: Self = Self { digits: 0, exponent: 0 };

    /// The number, if it is a short one.
    #[inline]
    pub fn of(number: &Decimal) -> Option<Self> {
        let magnitude = if number.high == 0 { i64::try_from(number.low).ok()? } else { return None };
        let digits = if number.negative { -magnitude } else { magnitude };
        Some(Self { digits, exponent: i32::from(number.exponent) })
    }

    /// The number again.
    #[inline]
    pub fn long(self) -> Option<Decimal> {
        let fits = (EXPONENT_MIN..=EXPONENT_MAX).contains(&self.exponent);
        let (low, negative) = (self.digits.unsigned_abs(), self.digits < 0);
        fits.then_some(Decimal { high: 0, low, exponent: self.exponent as i16, negative })
    }

    /// The sum.
    #[inline]
    pub fn plus(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let digits = self.at(exponent)?.checked_add(other.at(exponent)?)?;
        Some(Self { digits, exponent })
    }

    /// The difference.
    #[inline]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { digits: other.digits.checked_neg()?, ..other })
    }

    /// The product.
    #[inline]
    pub fn times(self, other: Self) -> Option<Self> {
        let digits = self.digits.checked_mul(other.digits)?;
        Some(Self { digits, exponent: self.exponent + other.exponent })
    }

    /// The digits with an exponent that is not above its own.
    #[inline]
    fn at(self, exponent: i32) -> Option<i64> {
        if self.exponent == exponent {
            return Some(self.digits);
        }
        let power = POWERS.get(usize::try_from(self.exponent - exponent).ok()?)?;
        self.digits.checked_mul(*power)
    }
}
