//! Root, exponential, logarithm and power, to about 30 digits; exact where the result is a short number.

use super::{Decimal, Rounding};

/// e^x has no result above this, and is 0 below its negative.
const EXPONENT_LIMIT: i64 = 14_150;
const TAYLOR_TERMS_MAX: u32 = 40;
/// Halvings of the argument before the series: 2^-6 keeps it below 0.02.
const HALVINGS: u32 = 6;

/// The natural logarithm of 10.
const LN_10: Decimal = Decimal {
    high: (2_302_585_092_994_045_684_017_991_454_684_364_u128 >> 64) as u64,
    low: 2_302_585_092_994_045_684_017_991_454_684_364_u128 as u64,
    exponent: -33,
    negative: false,
};

impl Decimal {
    /// The square root; none of a negative number.
    pub fn sqrt(self) -> Option<Self> {
        if self.is_negative() {
            return None;
        }
        if self.is_zero() {
            return Some(Self::ZERO);
        }
        // An even power of ten is taken out so that a binary number can make the first guess.
        let power = (self.leading_place() / 2) * 2;
        let reduced = self.times_power_of_ten(-power)?;
        let mut root = Self::from_f64(reduced.to_f64().sqrt())?;
        for _ in 0..3 {
            root = root.checked_add(reduced.checked_div(root)?)?.checked_div(Self::TWO)?;
        }
        let root = root.exact_if(|short| short.checked_mul(short) == Some(reduced));
        root.times_power_of_ten(power / 2)
    }

    /// e to the power of the number; none if that is too large.
    pub fn exp(self) -> Option<Self> {
        if self.abs() > Self::from(EXPONENT_LIMIT) {
            return self.is_negative().then_some(Self::ZERO);
        }
        let tens = self.checked_div(LN_10)?.round(0, Rounding::HalfEven)?;
        let rest = self.checked_sub(tens.checked_mul(LN_10)?)?;
        let mut result = exp_series(rest.checked_div(Self::from(1_i64 << HALVINGS))?)?;
        for _ in 0..HALVINGS {
            result = result.checked_mul(result)?;
        }
        result.times_power_of_ten(i32::try_from(tens.to_i64()?).ok()?)
    }

    /// The natural logarithm; none of 0 and negative numbers.
    pub fn ln(self) -> Option<Self> {
        if self.is_zero() || self.is_negative() {
            return None;
        }
        let place = self.leading_place();
        let reduced = self.times_power_of_ten(-place)?;
        let mut result = Self::from_f64(reduced.to_f64().ln())?;
        for _ in 0..2 {
            let power = result.exp()?;
            let step = reduced.checked_sub(power)?.checked_div(reduced.checked_add(power)?)?;
            result = result.checked_add(step.checked_mul(Self::TWO)?)?;
        }
        result.checked_add(LN_10.checked_mul(Self::from(place))?)
    }

    /// The number to the power of another; none if it is too large or no real number.
    pub fn pow(self, power: Self) -> Option<Self> {
        if power.is_integer() {
            return self.pow_whole(power.to_i64()?);
        }
        if self.is_zero() {
            return (!power.is_negative()).then_some(Self::ZERO);
        }
        if power == Self::scaled(5, 1) {
            return self.sqrt();
        }
        self.ln()?.checked_mul(power)?.exp()
    }

    fn pow_whole(self, power: i64) -> Option<Self> {
        if power < 0 {
            let up = power.checked_neg()?;
            // Where the power is too large its inverse may still be a number, and else is 0.
            return match self.pow_whole(up) {
                Some(power) => Self::ONE.checked_div(power),
                None => Self::ONE.checked_div(self)?.pow_whole(up),
            };
        }
        let (mut result, mut factor, mut left) = (Self::ONE, self, power);
        while left > 0 {
            if left % 2 == 1 {
                result = result.checked_mul(factor)?;
            }
            left /= 2;
            if left > 0 {
                factor = factor.checked_mul(factor)?;
            }
        }
        Some(result)
    }

    /// The power of ten of its first digit: 2 for 345.
    fn leading_place(self) -> i32 {
        super::digits(self.coefficient()) as i32 - 1 + self.exponent()
    }

    fn times_power_of_ten(self, power: i32) -> Option<Self> {
        let mut exact = self.exact();
        exact.exponent += power;
        exact.finish()
    }

    /// The number with the last digits rounded off, if the test says that this is the exact one.
    fn exact_if(self, test: impl Fn(Self) -> bool) -> Self {
        let short = self.round(30 - self.leading_place(), Rounding::HalfEven).unwrap_or(self).normalised();
        if test(short) { short } else { self }
    }
}

fn exp_series(x: Decimal) -> Option<Decimal> {
    let (mut sum, mut term) = (Decimal::ONE, Decimal::ONE);
    for n in 1..TAYLOR_TERMS_MAX {
        term = term.checked_mul(x)?.checked_div(Decimal::from(n))?;
        let next = sum.checked_add(term)?;
        if next == sum {
            break;
        }
        sum = next;
    }
    Some(sum)
}
