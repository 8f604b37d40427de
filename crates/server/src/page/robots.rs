/// Nothing here is for search engines.
pub async fn show() -> &'static str {
    "User-agent: *\nDisallow: /\n"
}
