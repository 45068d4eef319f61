//! Pictures: decoded, shrunk and encoded again by the browser, which drops whatever else the file
//! carried (places, cameras). Bounded before and after decoding.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, ImageBitmap, ImageEncodeOptions, OffscreenCanvas, OffscreenCanvasRenderingContext2d,
    WorkerGlobalScope,
};

use crate::engine::io::{Picture, PictureError};
use crate::limits::{PICTURE_BYTES_MAX, PICTURE_PIXELS_MAX};
use crate::platform::js;

const QUALITY: f64 = 0.8;
const WEBP: &str = "image/webp";
const JPEG: &str = "image/jpeg";

/// Decodes `bytes`, shrinks so that neither side is over `side_max_px`, and encodes as WebP, or as
/// JPEG on white where the browser cannot write WebP.
pub async fn shrink(bytes: &[u8], side_max_px: u32) -> Result<Picture, PictureError> {
    if bytes.len() > PICTURE_BYTES_MAX {
        return Err(PictureError::TooLarge);
    }
    let bitmap = decode(bytes).await.ok_or(PictureError::Undecodable)?;
    let shrunk = draw(&bitmap, side_max_px);
    bitmap.close();
    let (canvas, context) = shrunk?;
    let picture = encode(&canvas, &context).await;
    picture.ok_or(PictureError::Undecodable)
}

async fn decode(bytes: &[u8]) -> Option<ImageBitmap> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence(&parts).ok()?;
    let scope: WorkerGlobalScope = js_sys::global().dyn_into().ok()?;
    let bitmap = scope.create_image_bitmap_with_blob(&blob).ok()?;
    JsFuture::from(bitmap).await.ok()?.dyn_into().ok()
}

type Canvas = (OffscreenCanvas, OffscreenCanvasRenderingContext2d);

fn draw(bitmap: &ImageBitmap, side_max_px: u32) -> Result<Canvas, PictureError> {
    let (width, height) = (bitmap.width(), bitmap.height());
    if u64::from(width) * u64::from(height) > PICTURE_PIXELS_MAX {
        return Err(PictureError::TooLarge);
    }
    let (width, height) = fit(width, height, side_max_px).ok_or(PictureError::Undecodable)?;
    let undecodable = |_: JsValue| PictureError::Undecodable;
    let canvas = OffscreenCanvas::new(width, height).map_err(undecodable)?;
    let context = canvas
        .get_context("2d")
        .map_err(undecodable)?
        .ok_or(PictureError::Undecodable)?
        .unchecked_into::<OffscreenCanvasRenderingContext2d>();
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(
            bitmap,
            0.0,
            0.0,
            f64::from(width),
            f64::from(height),
        )
        .map_err(undecodable)?;
    Ok((canvas, context))
}

/// The size that keeps the shape, with no side over the most and none under one pixel.
fn fit(width: u32, height: u32, side_max_px: u32) -> Option<(u32, u32)> {
    let longest = width.max(height);
    if longest == 0 || side_max_px == 0 {
        return None;
    }
    if longest <= side_max_px {
        return Some((width, height));
    }
    let scaled = |side: u32| {
        let exact = u64::from(side) * u64::from(side_max_px) / u64::from(longest);
        u32::try_from(exact.max(1)).expect("no side grows")
    };
    Some((scaled(width), scaled(height)))
}

async fn encode(
    canvas: &OffscreenCanvas,
    context: &OffscreenCanvasRenderingContext2d,
) -> Option<Picture> {
    let mut blob = to_blob(canvas, WEBP).await?;
    if blob.type_() != WEBP {
        // JPEG has no transparency; without this, what is see-through turns black.
        context.set_global_composite_operation("destination-over").ok()?;
        context.set_fill_style_str("white");
        context.fill_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
        blob = to_blob(canvas, JPEG).await?;
    }
    let bytes = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Picture {
        mime: blob.type_(),
        bytes: js::bytes_of(&bytes)?,
        width_px: canvas.width(),
        height_px: canvas.height(),
    })
}

async fn to_blob(canvas: &OffscreenCanvas, mime: &str) -> Option<Blob> {
    let options = ImageEncodeOptions::new();
    options.set_type(mime);
    options.set_quality(QUALITY);
    let blob = canvas.convert_to_blob_with_options(&options).ok()?;
    JsFuture::from(blob).await.ok()?.dyn_into().ok()
}
