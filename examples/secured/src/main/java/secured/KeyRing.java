package secured;

import dev.covet.ApiKey;
import dev.covet.ApiKeyStore;
import dev.covet.ApiKeys;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** API keys in memory: one for each owner, the newest. */
final class KeyRing implements ApiKeyStore {
  private final Map<String, ApiKey> kept = new ConcurrentHashMap<>();

  /** {@return a new key, in the only moment in which it can be read} */
  String create(String owner, Set<String> scopes) {
    ApiKeys.Created created = ApiKeys.create(owner, scopes);
    kept.values().removeIf(key -> key.name().equals(owner));
    kept.put(created.kept().prefix(), created.kept());
    return created.text();
  }

  @Override
  public Optional<ApiKey> find(String prefix) {
    return Optional.ofNullable(kept.get(prefix));
  }
}
