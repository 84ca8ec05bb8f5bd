/** The frames of WebSocket (RFC 6455). See docs/design/websocket.md. */
@NullMarked
package dev.covet.engine.websocket;

import org.jspecify.annotations.NullMarked;
