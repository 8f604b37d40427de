//! The laws of numbers, and how they are written.

use baton_feel::Decimal;
use baton_feel::decimal::Rounding;
use proptest::prelude::*;

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn texts_are_read_and_written_plainly() {
    let cases = [
        ("1.10", "1.1"),
        ("-0", "0"),
        ("1e3", "1000"),
        (".5", "0.5"),
        ("12e-3", "0.012"),
        ("1234567890123456789012345678901234.5", "1234567890123456789012345678901234"),
        ("1234567890123456789012345678901235.5", "1234567890123456789012345678901236"),
        ("1234567890123456789012345678901234.51", "1234567890123456789012345678901235"),
    ];
    for (text, expected) in cases {
        assert_eq!(number(text).to_string(), expected, "{text}");
    }
    for text in ["", ".", "1.", "e5", "1e", "--1", "1,5", "NaN", "1e99999", "٣"] {
        assert!(text.parse::<Decimal>().is_err(), "{text}");
    }
}

#[test]
fn functions_are_right_to_thirty_digits() {
    let close = |found: Decimal, expected: &str| {
        let apart = found.checked_sub(number(expected)).unwrap().abs();
        assert!(apart < number("1e-29"), "{found} is not {expected}");
    };
    close(number("2").sqrt().unwrap(), "1.414213562373095048801688724209698");
    close(number("1").exp().unwrap(), "2.718281828459045235360287471352662");
    close(number("10").ln().unwrap(), "2.302585092994045684017991454684364");
    close(number("2").pow(number("0.5")).unwrap(), "1.414213562373095048801688724209698");
    close(number("2").pow(number("-1.5")).unwrap(), "0.353553390593273762200422181052425");
    assert_eq!(number("6.25").sqrt(), Some(number("2.5")));
    assert_eq!(number("2").pow(number("100")).unwrap().to_string(), "1267650600228229401496703205376");
    assert_eq!(number("-1").sqrt(), None);
    assert_eq!(number("0").ln(), None);
}

#[test]
fn rounding_goes_the_way_it_is_told() {
    use Rounding::{Ceiling, Down, Floor, HalfDown, HalfEven, HalfUp, Up};
    let ways = [HalfEven, HalfUp, HalfDown, Up, Down, Floor, Ceiling];
    let cases = [
        ("2.5", ["2", "3", "2", "3", "2", "2", "3"]),
        ("-2.5", ["-2", "-3", "-2", "-3", "-2", "-3", "-2"]),
        ("3.5", ["4", "4", "3", "4", "3", "3", "4"]),
        ("2.51", ["3", "3", "3", "3", "2", "2", "3"]),
        ("0.000001", ["0", "0", "0", "1", "0", "0", "1"]),
    ];
    for (text, expected) in cases {
        let found = ways.map(|way| number(text).round(0, way).unwrap().to_string());
        assert_eq!(found, expected, "{text}");
    }
    assert_eq!(number("1250").round(-2, HalfEven), Some(number("1200")));
    assert_eq!(number("1").round(5000, HalfEven), Some(number("1")));
    assert_eq!(number("7").round(-60, Up), Some(number("1e60")));
    assert_eq!((number("7").round(i32::MIN, Up), number("7").round(i32::MIN, Down)), (None, Some(number("0"))));
    assert_eq!(number("7").round(i32::MAX, Up), Some(number("7")));
}

#[test]
fn json_keeps_every_digit() {
    let cases = [
        ("5", "5"),
        ("0.1", "0.1"),
        ("-1250.50", "-1250.5"),
        ("123456789012345", "123456789012345"),
        ("1234567890123456", "\"1234567890123456\""),
        ("0.1234567890123456", "\"0.1234567890123456\""),
        ("1e300", "1e+300"),
    ];
    for (text, expected) in cases {
        let json = number(text).to_json();
        assert_eq!(json.to_string(), expected, "{text}");
        assert_eq!(Decimal::from_json(&json), Some(number(text)), "{text}");
    }
}

/// Numbers of all sizes and signs.
fn any_number() -> impl Strategy<Value = Decimal> {
    (any::<bool>(), 0..10_u128.pow(34), -40..40_i32, 0..34_u32).prop_map(|(negative, digits, exponent, shorter)| {
        let digits = digits / 10_u128.pow(shorter);
        number(&format!("{}{digits}e{exponent}", if negative { "-" } else { "" }))
    })
}

proptest! {
    #[test]
    fn the_text_of_a_number_is_that_number(a in any_number()) {
        prop_assert_eq!(number(&a.to_string()), a);
        prop_assert_eq!(Decimal::from_json(&a.to_json()), Some(a));
    }

    #[test]
    fn sums_and_products_may_be_turned_round(a in any_number(), b in any_number()) {
        prop_assert_eq!(a.checked_add(b), b.checked_add(a));
        prop_assert_eq!(a.checked_mul(b), b.checked_mul(a));
        prop_assert_eq!(a.checked_sub(b), b.checked_sub(a).map(|d| -d));
    }

    #[test]
    fn whole_numbers_agree_with_machine_arithmetic(a in -10_i128.pow(16)..10_i128.pow(16), b in -10_i128.pow(16)..10_i128.pow(16)) {
        let (x, y) = (number(&a.to_string()), number(&b.to_string()));
        prop_assert_eq!(x.checked_add(y).unwrap().to_i128(), Some(a + b));
        prop_assert_eq!(x.checked_mul(y).unwrap().to_i128(), Some(a * b));
        prop_assert_eq!(x.cmp(&y), a.cmp(&b));
        if b != 0 {
            prop_assert_eq!(x.modulo(y).unwrap().to_i128(), Some(a - b * floor_div(a, b)));
            prop_assert_eq!(x.checked_div(y).unwrap().floor().to_i128(), Some(floor_div(a, b)));
        }
    }

    #[test]
    fn a_rounded_sum_is_as_near_as_can_be(a in any_number(), b in any_number()) {
        // The sum less one part is the other part, but for half a unit in the sum's last place.
        let sum = a.checked_add(b).unwrap();
        let largest = a.abs().max(b.abs()).max(sum.abs());
        let rest = sum.checked_sub(a).unwrap().checked_sub(b).unwrap().abs();
        prop_assert!(rest <= largest.checked_mul(number("1e-33")).unwrap(), "{} + {} = {}", a, b, sum);
    }

    #[test]
    fn a_quotient_times_its_divisor_is_the_dividend(a in any_number(), b in any_number()) {
        prop_assume!(!b.is_zero());
        let back = a.checked_div(b).unwrap().checked_mul(b).unwrap();
        let apart = back.checked_sub(a).unwrap().abs();
        prop_assert!(apart <= a.abs().checked_mul(number("1e-33")).unwrap(), "{} / {}", a, b);
    }

    #[test]
    fn the_order_agrees_with_the_difference(a in any_number(), b in any_number()) {
        let difference = a.checked_sub(b).unwrap();
        prop_assert_eq!(a.cmp(&b), difference.cmp(&Decimal::ZERO));
    }

    #[test]
    fn a_root_squared_is_the_number(a in any_number()) {
        let a = a.abs();
        let root = a.sqrt().unwrap();
        let apart = root.checked_mul(root).unwrap().checked_sub(a).unwrap().abs();
        prop_assert!(apart <= a.checked_mul(number("1e-31")).unwrap(), "{}", a);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
        let _ = text.parse::<Decimal>();
    }
}

fn floor_div(a: i128, b: i128) -> i128 {
    let quotient = a / b;
    if a % b != 0 && (a < 0) != (b < 0) { quotient - 1 } else { quotient }
}
