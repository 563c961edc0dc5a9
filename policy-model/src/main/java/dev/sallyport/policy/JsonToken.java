package dev.sallyport.policy;

/** The kinds of token of a JSON text. */
enum JsonToken {
    START_OBJECT,
    END_OBJECT,
    START_ARRAY,
    END_ARRAY,
    /** The key of an object's member; its colon is no token. */
    NAME,
    TEXT,
    NUMBER,
    TRUE,
    FALSE,
    NULL,
    /** The end of the text, after its one value or without any. */
    END
}
