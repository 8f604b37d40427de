//! Numbers as text: read with or without an exponent, always written in plain notation.

use super::rounding::Exact;
use super::{Decimal, digits};
use std::fmt;
use std::str::FromStr;

/// Longer texts are not numbers anybody means.
const TEXT_BYTES_MAX: usize = 20_000;
/// Digits that are kept while reading: more than 34, so that rounding sees what follows.
const READ_DIGITS: u32 = 37;

/// The text is no number, or one that is too large.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not a number, or it is too large")]
pub struct NotANumber;

impl FromStr for Decimal {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        if text.len() > TEXT_BYTES_MAX {
            return Err(NotANumber);
        }
        let unsigned = text.strip_prefix('-');
        let negative = unsigned.is_some();
        let rest = unsigned.or_else(|| text.strip_prefix('+')).unwrap_or(text);
        let (mantissa, power) = match rest.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, read_power(power)?),
            None => (rest, 0),
        };
        read_mantissa(mantissa, negative, power)
    }
}

fn read_power(text: &str) -> Result<i32, NotANumber> {
    let power: i32 = text.parse().map_err(|_| NotANumber)?;
    if power.unsigned_abs() > 100_000 { Err(NotANumber) } else { Ok(power) }
}

fn read_mantissa(text: &str, negative: bool, power: i32) -> Result<Decimal, NotANumber> {
    let mut exact = Exact { negative, coefficient: 0, exponent: power, more: false };
    let (mut seen_digit, mut seen_point) = (false, false);
    for byte in text.bytes() {
        match byte {
            b'.' if !seen_point => seen_point = true,
            b'0'..=b'9' => {
                seen_digit = true;
                push_digit(&mut exact, u128::from(byte - b'0'), seen_point);
            }
            _ => return Err(NotANumber),
        }
    }
    if !seen_digit || text.ends_with('.') {
        return Err(NotANumber);
    }
    exact.finish().ok_or(NotANumber)
}

fn push_digit(exact: &mut Exact, digit: u128, after_point: bool) {
    if digits(exact.coefficient) >= READ_DIGITS {
        exact.more |= digit != 0;
        exact.exponent += i32::from(!after_point);
        return;
    }
    exact.coefficient = exact.coefficient * 10 + digit;
    exact.exponent -= i32::from(after_point);
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.normalised();
        let digits = plain.coefficient().to_string();
        let exponent = plain.exponent();
        let body = if exponent >= 0 {
            format!("{digits}{}", "0".repeat(exponent as usize))
        } else {
            let after = exponent.unsigned_abs() as usize;
            let padded = format!("{digits:0>width$}", width = after + 1);
            let (whole, fraction) = padded.split_at(padded.len() - after);
            format!("{whole}.{fraction}")
        };
        f.pad_integral(!plain.negative, "", &body)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Decimal {
    /// About how many zeros its plain notation has beyond its digits: a short number can be a long text.
    pub fn zeros_written(self) -> u64 {
        let zeros = u64::from(self.exponent().unsigned_abs());
        if zeros > 64 { zeros } else { 0 }
    }
}

impl serde::Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Decimal {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = serde_json::Value::deserialize(deserializer)?;
        Self::from_json(&json).ok_or_else(|| serde::de::Error::custom("a number or its text is expected"))
    }
}

impl Decimal {
    /// As JSON: a number while that is exact (at most 15 significant digits), else its text.
    pub fn to_json(self) -> serde_json::Value {
        if self.significant_digits() <= 15 {
            if let Some(whole) = self.to_i64() {
                return whole.into();
            }
            let binary = self.to_f64();
            if Self::from_f64(binary) == Some(self)
                && let Some(number) = serde_json::Number::from_f64(binary)
            {
                return serde_json::Value::Number(number);
            }
        }
        serde_json::Value::String(self.to_string())
    }

    /// From JSON: a number by its shortest text, or a text that is one.
    pub fn from_json(json: &serde_json::Value) -> Option<Self> {
        match json {
            serde_json::Value::Number(number) => match number.as_i64() {
                Some(whole) => Some(Self::from(whole)),
                None => number.to_string().parse().ok(),
            },
            serde_json::Value::String(text) => text.parse().ok(),
            _ => None,
        }
    }
}
