//! Sum, difference, product, quotient and remainder: exact first, then rounded once.

use super::rounding::Exact;
use super::{COEFFICIENT_END, DIGITS_MAX, Decimal, EXPONENT_MAX, EXPONENT_MIN, POWERS, SHORT_POWERS, digits};

/// Digits an operand is widened to, so that rounding sees more than it keeps.
const WIDE_DIGITS: u32 = 37;
const HALF_LIMB: u128 = POWERS[17];

impl Decimal {
    /// The sum; none if it is too large.
    #[inline]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        // Most sums are of two short numbers with the same places. What is inlined must stay small: numbers then never
        // leave the registers, and writing and reading them again takes longer than adding them.
        if self.high == 0 && other.high == 0 && self.exponent == other.exponent {
            let (low, negative) = match (self.negative == other.negative, self.low >= other.low) {
                (true, _) => (self.low.checked_add(other.low), self.negative),
                (false, true) => (Some(self.low - other.low), self.negative),
                (false, false) => (Some(other.low - self.low), other.negative),
            };
            if let Some(low) = low {
                return Some(Self { high: 0, low, exponent: self.exponent, negative: negative && low != 0 });
            }
        }
        sum(self, other)
    }

    /// The difference; none if it is too large.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(-other)
    }

    /// The product; none if it is too large.
    #[inline]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        if self.high == 0 && other.high == 0 {
            // Two short numbers: mostly the product is one of at most 34 digits, and nothing is rounded.
            let product = u128::from(self.low) * u128::from(other.low);
            let exponent = self.exponent() + other.exponent();
            if product < COEFFICIENT_END && (EXPONENT_MIN..=EXPONENT_MAX).contains(&exponent) {
                return Some(Self::from_parts(self.negative != other.negative, product, exponent));
            }
        }
        product(self, other)
    }

    /// The quotient; none if the divisor is 0 or the result is too large.
    pub fn checked_div(self, other: Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        let divisor = other.coefficient();
        let mut exponent = self.exponent() - other.exponent();
        let (mut quotient, mut rest) = (self.coefficient() / divisor, self.coefficient() % divisor);
        while rest != 0 && digits(quotient) < WIDE_DIGITS {
            let step = (WIDE_DIGITS - digits(quotient)).min(38 - digits(rest));
            let power = POWERS[step as usize];
            let wide = rest * power;
            quotient = quotient * power + wide / divisor;
            rest = wide % divisor;
            exponent -= step as i32;
        }
        let negative = self.negative != other.negative;
        let result = Exact { negative, coefficient: quotient, exponent, more: rest != 0 }.finish()?;
        Some(if rest == 0 { result.normalised() } else { result })
    }

    /// What is left of `self` after `other` was taken from it as often as it goes, with the sign of `other`; none if `other` is 0.
    pub fn modulo(self, other: Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        if let Some(rest) = exact_remainder(self, other) {
            let misfit = !rest.is_zero() && rest.negative != other.negative;
            return if misfit { rest.checked_add(other) } else { Some(rest) };
        }
        let times = self.checked_div(other)?.floor();
        self.checked_sub(other.checked_mul(times)?)
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self { negative: false, ..self }
    }
}

impl std::ops::Neg for Decimal {
    type Output = Self;

    fn neg(self) -> Self {
        Self { negative: !self.negative && !self.is_zero(), ..self }
    }
}

/// Any sum.
#[inline(never)]
fn sum(a: Decimal, b: Decimal) -> Option<Decimal> {
    if a.exponent == b.exponent {
        return sum_aligned(signed(a), signed(b), a.exponent(), false);
    }
    if let Some(sum) = near_sum(a, b) {
        return Some(sum);
    }
    let (coarse, fine) = if a.exponent > b.exponent { (a, b) } else { (b, a) };
    if coarse.is_zero() {
        return Some(fine);
    }
    if fine.is_zero() {
        return Some(coarse);
    }
    sum_apart(coarse, fine)
}

/// The sum of two short numbers whose places lie near each other.
fn near_sum(a: Decimal, b: Decimal) -> Option<Decimal> {
    if a.high != 0 || b.high != 0 {
        return None;
    }
    let exponent = a.exponent.min(b.exponent);
    let widened = |n: Decimal| {
        let power = *SHORT_POWERS.get(usize::try_from(n.exponent - exponent).ok()?)?;
        let wide = i64::try_from(n.low.checked_mul(power)?).ok()?;
        Some(if n.negative { -wide } else { wide })
    };
    let sum = widened(a)?.checked_add(widened(b)?)?;
    Some(Decimal { high: 0, low: sum.unsigned_abs(), exponent, negative: sum < 0 })
}

/// Any product.
#[inline(never)]
fn product(a: Decimal, b: Decimal) -> Option<Decimal> {
    let negative = a.negative != b.negative;
    let exponent = a.exponent() + b.exponent();
    let (a, b) = (a.coefficient(), b.coefficient());
    match a.checked_mul(b) {
        Some(coefficient) => Exact { negative, coefficient, exponent, more: false }.finish(),
        None => product_wide(a, b, negative, exponent),
    }
}

fn signed(number: Decimal) -> i128 {
    let magnitude = number.coefficient() as i128;
    if number.negative { -magnitude } else { magnitude }
}

fn sum_aligned(a: i128, b: i128, exponent: i32, more: bool) -> Option<Decimal> {
    let sum = a + b;
    Exact { negative: sum < 0, coefficient: sum.unsigned_abs(), exponent, more }.finish()
}

/// The coarse number is widened; if the fine one still reaches further down, its last digits only count as "more".
fn sum_apart(coarse: Decimal, fine: Decimal) -> Option<Decimal> {
    let apart = (coarse.exponent() - fine.exponent()) as u32;
    let step = apart.min(WIDE_DIGITS - digits(coarse.coefficient()));
    let wide = signed(coarse) * POWERS[step as usize] as i128;
    let exponent = coarse.exponent() - step as i32;
    let cut = apart - step;
    if cut == 0 {
        return sum_aligned(wide, signed(fine), exponent, false);
    }
    let (kept, rest) = match POWERS.get(cut as usize) {
        Some(power) => (fine.coefficient() / power, fine.coefficient() % power),
        None => (0, fine.coefficient()),
    };
    let kept = kept as i128;
    let mut sum = if fine.negative { wide - kept } else { wide + kept };
    let more = rest != 0;
    // Taking a little more than `kept` away: one less, and "more" stands for what is left of that one.
    if more && coarse.negative != fine.negative {
        sum -= wide.signum();
    }
    Exact { negative: sum < 0, coefficient: sum.unsigned_abs(), exponent, more }.finish()
}

/// A product of more than 38 digits, from four products of 17 digits each.
fn product_wide(a: u128, b: u128, negative: bool, exponent: i32) -> Option<Decimal> {
    let (a1, a0) = (a / HALF_LIMB, a % HALF_LIMB);
    let (b1, b0) = (b / HALF_LIMB, b % HALF_LIMB);
    let middle = a1 * b0 + a0 * b1;
    let mut high = a1 * b1 + middle / HALF_LIMB;
    let mut low = (middle % HALF_LIMB) * HALF_LIMB + a0 * b0;
    high += low / COEFFICIENT_END;
    low %= COEFFICIENT_END;
    // 36 digits are kept, so that the rounding of `finish` decides on more than its 34.
    let drop = (digits(high) + DIGITS_MAX).saturating_sub(36);
    let power = POWERS[drop as usize];
    let coefficient = high * POWERS[(DIGITS_MAX - drop) as usize] + low / power;
    Exact { negative, coefficient, exponent: exponent + drop as i32, more: !low.is_multiple_of(power) }.finish()
}

/// The remainder with the sign of `a`, where both can be written with one exponent.
fn exact_remainder(a: Decimal, b: Decimal) -> Option<Decimal> {
    let exponent = a.exponent().min(b.exponent());
    let widened = |n: Decimal| {
        let power = POWERS.get((n.exponent() - exponent) as usize)?;
        n.coefficient().checked_mul(*power)
    };
    let rest = widened(a)? % widened(b)?;
    Exact { negative: a.negative, coefficient: rest, exponent, more: false }.finish()
}
