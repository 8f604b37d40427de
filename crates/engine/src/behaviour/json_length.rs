//! How long a value is as JSON, without writing it.

use serde_json::Value as Json;

/// How many bytes a value takes, written as JSON without spaces.
pub(crate) fn json_length(value: &Json) -> usize {
    match value {
        Json::Null | Json::Bool(true) => 4,
        Json::Bool(false) => 5,
        Json::Number(number) => number.to_string().len(),
        Json::String(text) => quoted(text),
        Json::Array(items) => items.iter().map(|item| json_length(item) + 1).sum::<usize>().max(1) + 1,
        Json::Object(entries) => {
            let entries = entries.iter().map(|(name, value)| quoted(name) + 1 + json_length(value) + 1);
            entries.sum::<usize>().max(1) + 1
        }
    }
}

fn quoted(text: &str) -> usize {
    let byte = |byte| match byte {
        b'"' | b'\\' | 0x08 | 0x0c | b'\n' | b'\r' | b'\t' => 2,
        0x00..0x20 => 6,
        _ => 1,
    };
    text.bytes().map(byte).sum::<usize>() + 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<i64>().prop_map(Json::from),
            any::<f64>().prop_map(Json::from),
            any::<String>().prop_map(Json::from),
            "[\\x00-\\x2f\\x5c\"]*".prop_map(Json::from),
        ];
        leaf.prop_recursive(3, 20, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
                prop::collection::btree_map(any::<String>(), inner, 0..5).prop_map(|map| map.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn it_is_the_length_of_what_is_written(value in any_json()) {
            prop_assert_eq!(json_length(&value), value.to_string().len());
        }
    }
}
