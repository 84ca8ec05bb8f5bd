/**
 * For tests of applications: clients in memory and over a socket, raw connections, the contract of
 * a server.
 */
@NullMarked
package dev.covet.test;

import org.jspecify.annotations.NullMarked;
