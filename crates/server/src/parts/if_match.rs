//! The revision that somebody saw before they change something: `If-Match: "7"`, or `If-None-Match: *` where there must be
//! nothing yet. Where a revision is needed its absence is 428; one that is past is 412.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, header};

use crate::describe::{Description, Takes};
use crate::error::Problem;

/// What the caller saw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IfMatch {
    /// Nothing was said.
    #[default]
    Absent,
    /// There must be nothing yet.
    Nothing,
    /// Whatever it is now.
    Any,
    /// This revision.
    Rev(i64),
}

impl IfMatch {
    /// What was said; 428 when nothing was.
    pub fn needed(self) -> Result<Self, Problem> {
        match self {
            Self::Absent => Err(Problem::new("request.precondition_required")),
            said => Ok(said),
        }
    }

    /// The revision, if one was named; 0 where there must be nothing yet.
    pub fn rev(self) -> Option<i64> {
        match self {
            Self::Rev(rev) => Some(rev),
            Self::Nothing => Some(0),
            Self::Absent | Self::Any => None,
        }
    }

    fn read(headers: &HeaderMap) -> Result<Self, Problem> {
        if let Some(value) = headers.get(header::IF_NONE_MATCH) {
            return if value == "*" { Ok(Self::Nothing) } else { Err(wrong(&header::IF_NONE_MATCH)) };
        }
        let Some(value) = headers.get(header::IF_MATCH) else { return Ok(Self::Absent) };
        let value = value.to_str().map_err(|_| wrong(&header::IF_MATCH))?.trim();
        if value == "*" {
            return Ok(Self::Any);
        }
        let rev = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).and_then(|rev| rev.parse().ok());
        rev.map(Self::Rev).ok_or_else(|| wrong(&header::IF_MATCH))
    }
}

fn wrong(name: &HeaderName) -> Problem {
    Problem::new("request.wrong_header").param("header", name.as_str())
}

impl Takes for IfMatch {
    fn describe(to: &mut Description) {
        to.header("If-Match", "The revision that was read, in quotes, such as \"7\".");
        to.header("If-None-Match", "`*`: there must be nothing yet.");
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Self::read(&parts.headers)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

    use super::IfMatch;

    #[test]
    fn revisions_are_read() {
        let cases: [(HeaderName, &str, Option<IfMatch>); 6] = [
            (header::IF_MATCH, "\"7\"", Some(IfMatch::Rev(7))),
            (header::IF_MATCH, "*", Some(IfMatch::Any)),
            (header::IF_MATCH, "7", None),
            (header::IF_MATCH, "\"seven\"", None),
            (header::IF_NONE_MATCH, "*", Some(IfMatch::Nothing)),
            (header::IF_NONE_MATCH, "\"7\"", None),
        ];
        for (name, value, expected) in cases {
            let headers = HeaderMap::from_iter([(name, HeaderValue::from_static(value))]);
            assert_eq!(IfMatch::read(&headers).ok(), expected, "{value}");
        }
        assert_eq!(IfMatch::read(&HeaderMap::new()).ok(), Some(IfMatch::Absent));
    }
}
