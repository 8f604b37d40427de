//! The one number of Baton: a decimal of 34 significant digits, as IEEE 754 decimal128 has it.
//!
//! A number is `±coefficient × 10^exponent` with a coefficient below 10^34. Results that need more
//! digits are rounded half to even; what is too large has no result (`None`), what is too small
//! becomes 0. `1.0` and `1` are equal, order and hash alike. There is no NaN, infinity or minus zero.

mod arithmetic;
mod functions;
mod rounding;
mod short;
mod text;

pub use rounding::Rounding;
pub(crate) use short::Short;
pub use text::NotANumber;

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// The digits a number can have.
pub const DIGITS_MAX: u32 = 34;
/// The coefficient is below this.
const COEFFICIENT_END: u128 = POWERS[DIGITS_MAX as usize];
const EXPONENT_MIN: i32 = -6176;
const EXPONENT_MAX: i32 = 6111;

/// The powers of ten that fit a `u128`.
const POWERS: [u128; 39] = {
    let mut powers = [1_u128; 39];
    let mut at = 1;
    while at < 39 {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// The powers of ten that fit a `u64`.
const SHORT_POWERS: [u64; 20] = {
    let mut powers = [1_u64; 20];
    let mut at = 1;
    while at < 20 {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// A decimal number of 34 significant digits.
// The coefficient lies in two halves because a `u128` would align the number, and every value, to 16 bytes.
#[derive(Clone, Copy)]
pub struct Decimal {
    high: u64,
    low: u64,
    exponent: i16,
    negative: bool,
}

impl Decimal {
    /// 0
    pub const ZERO: Self = Self { high: 0, low: 0, exponent: 0, negative: false };
    /// 1
    pub const ONE: Self = Self { high: 0, low: 1, exponent: 0, negative: false };
    /// 2
    pub const TWO: Self = Self { high: 0, low: 2, exponent: 0, negative: false };

    /// `coefficient × 10^-scale`: `Decimal::scaled(1050, 2)` is 10.50.
    pub fn scaled(coefficient: i64, scale: u8) -> Self {
        let negative = coefficient < 0;
        Self { high: 0, low: coefficient.unsigned_abs(), exponent: -i16::from(scale), negative }
    }

    fn coefficient(self) -> u128 {
        (u128::from(self.high) << 64) | u128::from(self.low)
    }

    fn exponent(self) -> i32 {
        i32::from(self.exponent)
    }

    /// The parts must already be in range.
    fn from_parts(negative: bool, coefficient: u128, exponent: i32) -> Self {
        debug_assert!(coefficient < COEFFICIENT_END && (EXPONENT_MIN..=EXPONENT_MAX).contains(&exponent));
        Self {
            high: (coefficient >> 64) as u64,
            low: coefficient as u64,
            exponent: exponent as i16,
            negative: negative && coefficient != 0,
        }
    }

    /// Is it 0?
    pub fn is_zero(self) -> bool {
        self.high == 0 && self.low == 0
    }

    /// Is it below 0?
    pub fn is_negative(self) -> bool {
        self.negative
    }

    /// Is it a whole number?
    pub fn is_integer(self) -> bool {
        self.normalised().exponent >= 0
    }

    /// The same number without zeros at the end of its coefficient.
    fn normalised(self) -> Self {
        let mut coefficient = self.coefficient();
        if coefficient == 0 {
            return Self::ZERO;
        }
        let mut exponent = self.exponent();
        for step in [16_u32, 8, 4, 2, 1] {
            let power = POWERS[step as usize];
            while coefficient.is_multiple_of(power) && exponent + step as i32 <= EXPONENT_MAX {
                coefficient /= power;
                exponent += step as i32;
            }
        }
        Self::from_parts(self.negative, coefficient, exponent)
    }

    /// How many significant digits it has; 0 has one.
    pub fn significant_digits(self) -> u32 {
        digits(self.normalised().coefficient()).max(1)
    }

    /// The whole number it is, if it is one that fits.
    pub fn to_i64(self) -> Option<i64> {
        if self.exponent == 0 && self.high == 0 {
            let magnitude = i64::try_from(self.low).ok()?;
            return Some(if self.negative { -magnitude } else { magnitude });
        }
        i64::try_from(self.to_i128()?).ok()
    }

    /// The whole number it is, if it is one that fits.
    pub fn to_i128(self) -> Option<i128> {
        let plain = self.normalised();
        let power = POWERS.get(usize::try_from(plain.exponent()).ok()?)?;
        let magnitude = i128::try_from(plain.coefficient().checked_mul(*power)?).ok()?;
        Some(if plain.negative { -magnitude } else { magnitude })
    }

    /// The nearest binary number.
    pub fn to_f64(self) -> f64 {
        format!("{}{}e{}", if self.negative { "-" } else { "" }, self.coefficient(), self.exponent)
            .parse()
            .unwrap_or(f64::NAN)
    }

    /// The number whose shortest text the binary number has; none for what is not finite.
    pub fn from_f64(value: f64) -> Option<Self> {
        value.is_finite().then(|| format!("{value:e}").parse().ok())?
    }
}

/// The digits of a coefficient; none for 0.
fn digits(coefficient: u128) -> u32 {
    coefficient.checked_ilog10().map_or(0, |log| log + 1)
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => return Ordering::Greater,
            (true, false) => return Ordering::Less,
            _ => {}
        }
        let magnitudes = compare_magnitudes(*self, *other);
        if self.negative { magnitudes.reverse() } else { magnitudes }
    }
}

fn compare_magnitudes(a: Decimal, b: Decimal) -> Ordering {
    if a.high == 0 && b.high == 0 {
        let apart = i32::from(a.exponent) - i32::from(b.exponent);
        if let Some(power) = SHORT_POWERS.get(apart.unsigned_abs() as usize) {
            let (low_a, low_b, power) = (u128::from(a.low), u128::from(b.low), u128::from(*power));
            return if apart > 0 { (low_a * power).cmp(&low_b) } else { low_a.cmp(&(low_b * power)) };
        }
    }
    let (ca, cb) = (a.coefficient(), b.coefficient());
    if a.exponent == b.exponent || ca == 0 || cb == 0 {
        return ca.cmp(&cb);
    }
    let (leading_a, leading_b) = (digits(ca) as i32 + a.exponent(), digits(cb) as i32 + b.exponent());
    if leading_a != leading_b {
        return leading_a.cmp(&leading_b);
    }
    // The same leading place: the distance of the exponents is below 34 and the scaled one fits.
    let apart = a.exponent() - b.exponent();
    let power = POWERS[apart.unsigned_abs() as usize];
    if apart > 0 { (ca * power).cmp(&cb) } else { ca.cmp(&(cb * power)) }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let plain = self.normalised();
        (plain.high, plain.low, plain.exponent, plain.negative).hash(state);
    }
}

impl Default for Decimal {
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self { high: 0, low: value.unsigned_abs(), exponent: 0, negative: value < 0 }
    }
}

impl From<u64> for Decimal {
    fn from(value: u64) -> Self {
        Self { high: 0, low: value, exponent: 0, negative: false }
    }
}

impl From<i32> for Decimal {
    fn from(value: i32) -> Self {
        Self::from(i64::from(value))
    }
}

impl From<u32> for Decimal {
    fn from(value: u32) -> Self {
        Self::from(u64::from(value))
    }
}

impl From<usize> for Decimal {
    fn from(value: usize) -> Self {
        Self::from(value as u64)
    }
}
