//! A value in an envelope. Holds bytes; who carries it needs no code for what is inside.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::message::bytes;

/// A value that only those it is for read, so that a program, or a part of one, has no code for what it
/// never takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Letter<T> {
    #[serde(with = "bytes")]
    bytes: Vec<u8>,
    #[serde(skip)]
    of: PhantomData<T>,
}

impl<T: Serialize> Letter<T> {
    /// With this inside.
    pub fn new(value: &T) -> Self {
        let bytes = postcard::to_stdvec(value).expect("messages are plain data");
        Self { bytes, of: PhantomData }
    }
}

impl<T> Letter<T> {
    /// Bytes of what is inside.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }
}

impl<T: DeserializeOwned> Letter<T> {
    /// What is inside; `None` where that is not such a value.
    pub fn open(&self) -> Option<T> {
        match postcard::take_from_bytes(&self.bytes) {
            Ok((value, [])) => Some(value),
            Ok(_) | Err(_) => None,
        }
    }
}
