package dev.covet;

import java.util.Optional;

/** Where API keys are kept. Called on the threads of requests, many at once; it may block. */
@FunctionalInterface
public interface ApiKeyStore {
  /**
   * Finds a key.
   *
   * @param prefix its public part, as a client has sent it: letters, digits, at most 16
   * @return the key, or empty if there is none
   * @throws Exception if it can not be told; answered with 500, or as its type is mapped
   */
  Optional<ApiKey> find(String prefix) throws Exception;
}
