//! Names of things: newtypes over fixed bytes. Text form is base64url without padding. Nothing here
//! has meaning beyond equality and order, and every parser refuses what it would not itself print.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Text that is not the name of anything: wrong alphabet, wrong length, or not canonical.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {kind}")]
pub struct IdError {
    /// The type that was asked for.
    pub kind: &'static str,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// Length in bytes.
            pub const LEN: usize = $len;

            /// The bytes of this name.
            pub fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                let wrong = IdError { kind: stringify!($name) };
                let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong.clone())?;
                Ok(Self(bytes.try_into().map_err(|_| wrong)?))
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = IdError;
            fn try_from(bytes: &[u8]) -> Result<Self, IdError> {
                let bytes = bytes.try_into().map_err(|_| IdError { kind: stringify!($name) })?;
                Ok(Self(bytes))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                if out.is_human_readable() {
                    out.collect_str(self)
                } else {
                    serde::ser::SerializeTuple::end({
                        let mut tuple = out.serialize_tuple($len)?;
                        for byte in &self.0 {
                            serde::ser::SerializeTuple::serialize_element(&mut tuple, byte)?;
                        }
                        tuple
                    })
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                struct Bytes;
                impl<'de> de::Visitor<'de> for Bytes {
                    type Value = $name;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str(stringify!($name))
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(E::custom)
                    }
                    fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<$name, A::Error> {
                        let mut bytes = [0; $len];
                        for (at, byte) in bytes.iter_mut().enumerate() {
                            *byte = seq
                                .next_element()?
                                .ok_or_else(|| de::Error::invalid_length(at, &self))?;
                        }
                        Ok($name(bytes))
                    }
                }
                if input.is_human_readable() {
                    input.deserialize_str(Bytes)
                } else {
                    input.deserialize_tuple($len, Bytes)
                }
            }
        }
    };
}

id!(
    /// A community: the hash of its founding change.
    CommunityId, 32
);
id!(
    /// A person in one community; derived from the first device that was admitted for them.
    MemberId, 16
);
id!(
    /// An Ed25519 public key of one device in one community.
    DeviceKey, 32
);
id!(
    /// An Ed25519 public key whose secret half travels in an invitation link.
    InvitationKey, 32
);
id!(
    /// A command, chosen at random by whoever gives it; its fact carries the same name, so that
    /// giving a command twice changes nothing.
    CommandId, 16
);
id!(
    /// Random bytes from which the next secret for meeting is made (PEO-4).
    Salt, 32
);
id!(
    /// The hash of an Automerge change.
    ChangeHash, 32
);
id!(
    /// The SHA-256 of a picture, file or profile.
    BlobHash, 32
);
id!(
    /// A topic of talk; the id of the command that started it.
    ThreadId, 16
);
id!(
    /// A commons page; the id of the command that made it.
    PageId, 16
);
id!(
    /// A motion; the id of the command that opened it.
    MotionId, 16
);
id!(
    /// An X25519 public key of one device in one community, to which private words are sealed.
    SealKey, 32
);
id!(
    /// An Ed25519 signature.
    Signature, 64
);

/// One Automerge document of a community.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DocumentId {
    /// Members, devices, invitations, settings.
    Charter,
    /// One part of a topic; parts are numbered from 0 and close at about 1,000 posts.
    Talk { thread: ThreadId, part: u32 },
    /// One commons page.
    Page(PageId),
    /// One motion: its terms, ballots and seals.
    Motion(MotionId),
    /// One part of the ledger; parts are numbered from 0 and close at about 1,000 entries.
    Ledger { part: u32 },
    /// What was said about events in one year, by the clocks of those who said it.
    Calendar { year: u16 },
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Charter => f.write_str("charter"),
            Self::Talk { thread, part } => write!(f, "talk/{thread}/{part}"),
            Self::Page(page) => write!(f, "page/{page}"),
            Self::Motion(motion) => write!(f, "motion/{motion}"),
            Self::Ledger { part } => write!(f, "ledger/{part}"),
            Self::Calendar { year } => write!(f, "calendar/{year}"),
        }
    }
}

impl FromStr for DocumentId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = IdError { kind: "DocumentId" };
        let mut parts = text.split('/');
        let document = match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some("charter"), None, None, None) => Self::Charter,
            (Some("talk"), Some(thread), Some(part), None) => Self::Talk {
                thread: thread.parse()?,
                part: part.parse().map_err(|_| wrong.clone())?,
            },
            (Some("page"), Some(page), None, None) => Self::Page(page.parse()?),
            (Some("motion"), Some(motion), None, None) => Self::Motion(motion.parse()?),
            (Some("ledger"), Some(part), None, None) => {
                Self::Ledger { part: part.parse().map_err(|_| wrong.clone())? }
            }
            (Some("calendar"), Some(year), None, None) => {
                Self::Calendar { year: year.parse().map_err(|_| wrong.clone())? }
            }
            _ => return Err(wrong),
        };
        if document.to_string() == text { Ok(document) } else { Err(wrong) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_as_written() {
        let id = MemberId([7; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        let bytes = postcard::to_stdvec(&id).expect("fixed bytes");
        assert_eq!(bytes.len(), 16);
        assert_eq!(postcard::from_bytes(&bytes), Ok(id));
        let json = serde_json::to_string(&id).expect("text");
        assert_eq!(serde_json::from_str::<MemberId>(&json).expect("text"), id);
    }

    #[test]
    fn document_names_are_canonical() {
        let thread = ThreadId([1; 16]);
        let parts = [
            DocumentId::Talk { thread, part: 3 },
            DocumentId::Ledger { part: 2 },
            DocumentId::Calendar { year: 2026 },
        ];
        for document in [DocumentId::Charter].into_iter().chain(parts) {
            assert_eq!(document.to_string().parse(), Ok(document));
        }
        let text = format!("talk/{thread}/03");
        assert!(text.parse::<DocumentId>().is_err());
        assert!("charter/x".parse::<DocumentId>().is_err());
    }
}
