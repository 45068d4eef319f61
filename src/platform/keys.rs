//! Device keys: made and used in WebCrypto, where no script can read them, or from a stored seed
//! where the browser has no Ed25519. A key is reported only after it was stored and read back.

use crate::ordered::Map;
use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, CryptoKeyPair, SubtleCrypto};

use crate::engine::io::SignError;
use crate::id::{DeviceKey, Signature};
use crate::message::model::KeyStorage;
use crate::platform::store::Storage;
use crate::platform::{js, random};
use crate::sign::{self, SoftwareKey};

const ALGORITHM: &str = "Ed25519";

/// Signed once with a new key, to see that the stored key works.
const PROBE: &[u8] = b"phyle key probe";

/// The secret half of a device key.
#[derive(Clone)]
enum Secret {
    Browser(CryptoKey),
    Seed(Rc<SoftwareKey>),
}

/// All device keys of this browser profile.
#[derive(Clone)]
pub struct Keys {
    storage: Rc<Storage>,
    loaded: Rc<RefCell<Map<DeviceKey, Secret>>>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys")
    }
}

impl Keys {
    /// Keys kept in this storage; none is loaded yet.
    pub fn new(storage: Rc<Storage>) -> Self {
        Self { storage, loaded: Rc::default() }
    }

    /// Makes a key and stores it durably.
    pub async fn make(&self) -> Result<(DeviceKey, KeyStorage), SignError> {
        if let Some(key) = self.make_in_browser().await {
            return Ok((key, KeyStorage::NonExtractable));
        }
        let seed = random::bytes::<32>();
        let key = SoftwareKey::from_seed(&seed).public();
        let value = Uint8Array::from(seed.as_slice());
        self.keep(key, &value).await.ok_or(SignError::Failed)?;
        Ok((key, KeyStorage::Stored))
    }

    /// Signs with the key of this public half.
    pub async fn sign(&self, key: DeviceKey, message: &[u8]) -> Result<Signature, SignError> {
        let known = self.loaded.borrow().get(&key).cloned();
        let secret = match known {
            Some(secret) => secret,
            None => self.load(key).await?,
        };
        sign_with(&secret, message).await.ok_or(SignError::Failed)
    }

    async fn load(&self, key: DeviceKey) -> Result<Secret, SignError> {
        let value = self.storage.load_key(&key.to_string()).await.map_err(|_| SignError::Failed)?;
        if value.is_undefined() {
            return Err(SignError::NoSuchKey);
        }
        let secret = secret_of(value).ok_or(SignError::Failed)?;
        self.loaded.borrow_mut().insert(key, secret.clone());
        Ok(secret)
    }

    /// `None` where the browser has no Ed25519, or cannot store its keys.
    async fn make_in_browser(&self) -> Option<DeviceKey> {
        let subtle = subtle()?;
        let usages = Array::of2(&"sign".into(), &"verify".into());
        let pair = subtle.generate_key_with_str(ALGORITHM, false, &usages).ok()?;
        let pair: CryptoKeyPair = JsFuture::from(pair).await.ok()?.unchecked_into();
        let public = subtle.export_key("raw", &pair.get_public_key()).ok()?;
        let public = js::bytes_of(&JsFuture::from(public).await.ok()?)?;
        let key = DeviceKey::try_from(public.as_slice()).ok()?;
        self.keep(key, &pair.get_private_key()).await?;
        Some(key)
    }

    /// Stores a key, reads it back and tries it.
    async fn keep(&self, key: DeviceKey, value: &JsValue) -> Option<()> {
        self.storage.put_key(&key.to_string(), value).await.ok()?;
        let signature = self.sign(key, PROBE).await.ok()?;
        sign::verify(&key, PROBE, &signature).ok()
    }
}

fn secret_of(value: JsValue) -> Option<Secret> {
    match value.dyn_into::<CryptoKey>() {
        Ok(key) => Some(Secret::Browser(key)),
        Err(value) => {
            let seed: [u8; 32] = js::bytes_of(&value)?.try_into().ok()?;
            Some(Secret::Seed(Rc::new(SoftwareKey::from_seed(&seed))))
        }
    }
}

async fn sign_with(secret: &Secret, message: &[u8]) -> Option<Signature> {
    match secret {
        Secret::Seed(key) => Some(key.sign(message)),
        Secret::Browser(key) => {
            let data = Uint8Array::from(message);
            let signed = subtle()?.sign_with_str_and_js_u8_array(ALGORITHM, key, &data).ok()?;
            let bytes = js::bytes_of(&JsFuture::from(signed).await.ok()?)?;
            Signature::try_from(bytes.as_slice()).ok()
        }
    }
}

/// `None` outside of secure contexts.
fn subtle() -> Option<SubtleCrypto> {
    let crypto: Crypto = js::field(&js_sys::global(), "crypto")?.unchecked_into();
    Some(js::field(&crypto, "subtle")?.unchecked_into())
}
