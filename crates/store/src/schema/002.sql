-- What a new report touches is found without reading the whole case: the claims of an event, and its questions.
CREATE INDEX event_claims_by_event ON event_claims (event);
CREATE INDEX questions_by_event ON questions (event);
