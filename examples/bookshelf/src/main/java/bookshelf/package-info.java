/** A bookshelf, translated from FastAPI: what the guide shows beside its original. */
@NullMarked
package bookshelf;

import org.jspecify.annotations.NullMarked;
