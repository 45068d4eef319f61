//! What a fact holds, as JSON values: their one form, and how they are read. Invariant: reads no
//! less than `serde_json` writes. A program that must stay small has no room for a reason for every
//! way in which a value may not fit, nor for reading each structure from a list too: neither is ever
//! a fact.

use std::fmt::Write as _;
use std::vec;

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde_json::Value;

use crate::ordered;

/// JSON with sorted keys, whatever order the map type keeps.
pub fn canonical_json(value: &Value) -> String {
    let mut text = String::new();
    put(value, &mut text);
    text
}

fn put(value: &Value, text: &mut String) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            ordered::sort(&mut keys);
            for (number, key) in keys.into_iter().enumerate() {
                text.push(if number == 0 { '{' } else { ',' });
                put(&Value::from(key.as_str()), text);
                text.push(':');
                put(&map[key], text);
            }
            text.push_str(if map.is_empty() { "{}" } else { "}" });
        }
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                text.push(if number == 0 { '[' } else { ',' });
                put(item, text);
            }
            text.push_str(if items.is_empty() { "[]" } else { "]" });
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            write!(text, "{value}").expect("memory takes it");
        }
    }
}

/// The value is of another shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the value is of another shape")]
pub struct Unfit;

impl de::Error for Unfit {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Reads a value; of a structure that is not an object, or anything with a fraction, nothing.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, Unfit> {
    T::deserialize(OfValue(value))
}

struct OfValue(Value);

impl OfValue {
    fn text(self) -> Result<String, Unfit> {
        if let Value::String(text) = self.0 { Ok(text) } else { Err(Unfit) }
    }

    fn number<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if let Some(number) = self.0.as_u64() {
            return visitor.visit_u64(number);
        }
        visitor.visit_i64(self.0.as_i64().ok_or(Unfit)?)
    }

    fn fields<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let Value::Object(fields) = self.0 else { return Err(Unfit) };
        visitor.visit_map(Fields { left: fields.into_iter(), value: None })
    }

    fn items<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let Value::Array(items) = self.0 else { return Err(Unfit) };
        let mut left = Items(items.into_iter());
        let read = visitor.visit_seq(&mut left)?;
        if left.0.next().is_none() { Ok(read) } else { Err(Unfit) }
    }
}

/// Forwards what JSON has one form for.
macro_rules! forward {
    ($form:ident: $($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            self.$form(visitor)
        }
    )+};
}

impl<'de> Deserializer<'de> for OfValue {
    type Error = Unfit;

    forward! { number: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 }
    forward! { number: deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 }
    forward! { items: deserialize_seq }
    forward! { fields: deserialize_map }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        // Whoever reads a fact knows its shape.
        Err(Unfit)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_bool(self.0.as_bool().ok_or(Unfit)?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.0.is_null() { visitor.visit_unit() } else { Err(Unfit) }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.items(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.items(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.fields(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_enum(self)
    }

    /// What a structure does not know is passed over: whoever reads compares with what writes.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { i128 u128 f32 f64 bytes byte_buf }
}

struct Items(vec::IntoIter<Value>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unfit> {
        self.0.next().map(|item| seed.deserialize(OfValue(item))).transpose()
    }
}

struct Fields {
    left: serde_json::map::IntoIter,
    value: Option<Value>,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Unfit> {
        let Some((key, value)) = self.left.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(OfValue(Value::String(key))).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Unfit> {
        seed.deserialize(OfValue(self.value.take().ok_or(Unfit)?))
    }
}

impl<'de> EnumAccess<'de> for OfValue {
    type Error = Unfit;
    type Variant = Holds;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Holds), Unfit> {
        let (name, holds) = match self.0 {
            Value::String(name) => (name, None),
            Value::Object(fields) if fields.len() == 1 => {
                let (name, value) = fields.into_iter().next().ok_or(Unfit)?;
                (name, Some(value))
            }
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Array(_)
            | Value::Object(_) => return Err(Unfit),
        };
        Ok((seed.deserialize(OfValue(Value::String(name)))?, Holds(holds)))
    }
}

/// What one of several variants holds.
struct Holds(Option<Value>);

impl<'de> VariantAccess<'de> for Holds {
    type Error = Unfit;

    fn unit_variant(self) -> Result<(), Unfit> {
        if self.0.is_none() { Ok(()) } else { Err(Unfit) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unfit> {
        seed.deserialize(OfValue(self.0.ok_or(Unfit)?))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        OfValue(self.0.ok_or(Unfit)?).items(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        OfValue(self.0.ok_or(Unfit)?).fields(visitor)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};
    use serde_json::json;

    use super::*;
    use crate::ordered::Map;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    enum Shape {
        Nothing,
        Whole(Box<Parts>),
        Pair(i64, Option<String>),
        Named { is_so: bool, letter: char, many: Map<String, Vec<(u8, Parts)>> },
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Parts {
        count: u64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        said: Option<String>,
    }

    fn parts() -> impl Strategy<Value = Parts> {
        (any::<u64>(), any::<Option<String>>()).prop_map(|(count, said)| Parts { count, said })
    }

    fn shapes() -> impl Strategy<Value = Shape> {
        let many = proptest::collection::vec((any::<u8>(), parts()), 0..3);
        let many = proptest::collection::vec((any::<String>(), many), 0..3);
        prop_oneof![
            Just(Shape::Nothing),
            parts().prop_map(|parts| Shape::Whole(Box::new(parts))),
            any::<(i64, Option<String>)>().prop_map(|(one, other)| Shape::Pair(one, other)),
            (any::<bool>(), any::<char>(), many).prop_map(|(is_so, letter, many)| Shape::Named {
                is_so,
                letter,
                many: many.into_iter().collect(),
            }),
        ]
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read(shape in shapes()) {
            let value = serde_json::to_value(&shape).expect("plain data");
            prop_assert_eq!(from_value::<Shape>(value), Ok(shape));
        }
    }

    #[test]
    fn what_has_another_shape_is_refused() {
        let unfit = [
            json!(null),
            json!("Whole"),
            json!("Something"),
            json!({ "Nothing": {} }),
            json!({ "Whole": [1, null] }),
            json!({ "Whole": { "count": -1 } }),
            json!({ "Whole": { "count": 1.5 } }),
            json!({ "Whole": { "said": "no count" } }),
            json!({ "Pair": [1] }),
            json!({ "Pair": [1, null, 2] }),
            json!({ "Whole": { "count": 1 }, "Nothing": null }),
        ];
        for value in unfit {
            assert_eq!(from_value::<Shape>(value.clone()), Err(Unfit), "{value}");
        }
    }
}
