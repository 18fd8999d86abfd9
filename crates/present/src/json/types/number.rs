//! Numbers as JSON has them: whole ones without a point, none as null.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// The end of an interval of whole numbers; null is unbounded.
#[derive(Clone, Copy)]
pub(crate) struct Whole(pub(crate) Option<f64>);

/// The end of an interval; null is unbounded.
#[derive(Clone, Copy)]
pub(crate) struct Number(pub(crate) Option<f64>);

/// The largest whole number up to which every whole number has a float of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Serialize for Whole {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Number(self.0.map(f64::round)).serialize(serializer)
    }
}

impl Serialize for Number {
    /// Whole numbers without a fraction ("20", not "20.0"), so that readers in typed languages get what they expect.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(number) if number.fract() == 0.0 && number.abs() <= EXACT => {
                serializer.serialize_i64(number as i64)
            }
            Some(number) if number.is_finite() => serializer.serialize_f64(number),
            _ => serializer.serialize_none(),
        }
    }
}

impl JsonSchema for Whole {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Whole".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["integer", "null"], "description": "null is unbounded"})
    }
}

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["number", "null"], "description": "null is unbounded"})
    }
}
