//! The caller's API tokens.

use crate::access::Token;
use crate::ask::{Ask, Made, Request};
use crate::caller::Caller;
use crate::handle::Handle;
use crate::history::time;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::lens::{moment, person_ref};
use crate::view::types::{MadeToken, TokenView};

impl Handle {
    /// The caller's tokens, without their secrets.
    pub fn tokens(&self, caller: &Caller) -> Result<Vec<TokenView>, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::OwnAccount)?;
        let access = core.access();
        access.tokens_of(caller.person.unwrap_or_default()).map(|token| self.token_view(token)).collect()
    }

    /// Makes a token. Asked again under the same key, the same token gets a new secret: the first was shown once.
    pub fn make_token(&self, request: Request) -> Result<MadeToken, Refused> {
        debug_assert!(matches!(request.ask, Ask::MakeToken { .. }));
        let core = self.core();
        let Made::Token(id) = self.submit_blocking(request)?.made else { return Err(Refused::new("server.internal")) };
        core.credentials.drop_token(id)?;
        let secret = core.credentials.make_token_secret(id)?;
        let access = core.access();
        let token = access.token(id).ok_or_else(|| Refused::new("server.internal"))?;
        Ok(MadeToken { token: self.token_view(token)?, secret })
    }

    fn token_view(&self, token: &Token) -> Result<TokenView, Refused> {
        let used_us = self.core().credentials.token_used(token.id)?;
        Ok(TokenView {
            id: token.id,
            name: token.name.clone(),
            person: person_ref(&self.core().directory(), token.person),
            scopes: token.scopes.iter().map(|scope| scope.word().to_owned()).collect(),
            created: moment(token.made),
            expires: token.expires.map(moment),
            last_used: used_us.map(|used_us| moment(time(used_us))),
        })
    }
}
