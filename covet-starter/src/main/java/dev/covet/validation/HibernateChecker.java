package dev.covet.validation;

import dev.covet.spi.ConstraintChecker;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Size;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.HibernateValidatorConfiguration;
import org.hibernate.validator.cfg.ConstraintMapping;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * Jakarta Validation 3.1 by Hibernate Validator, configured by code alone: messages in English and
 * without expressions, names as JSON has them. Safe for any thread.
 */
public final class HibernateChecker implements ConstraintChecker {
  /** Tells its version at every start, in the midst of the report; who has set a level keeps it. */
  private static final Logger VERSION =
      Logger.getLogger("org.hibernate.validator.internal.util.Version");

  static {
    if (VERSION.getLevel() == null) {
      VERSION.setLevel(Level.WARNING);
    }
  }

  private final Validator validator = configured().buildValidatorFactory().getValidator();

  private static HibernateValidatorConfiguration configured() {
    HibernateValidatorConfiguration configuration =
        Validation.byProvider(HibernateValidator.class)
            .configure()
            .ignoreXmlConfiguration()
            .messageInterpolator(
                new ParameterMessageInterpolator(Set.of(Locale.ENGLISH), Locale.ENGLISH, false))
            .constraintValidatorFactory(new ValidatorFactory())
            .propertyNodeNameProvider(new JsonNames());
    ConstraintMapping mapping = configuration.createConstraintMapping();
    mapping
        .constraintDefinition(Size.class)
        .includeExistingValidators(true)
        .validatedBy(SizeInCharacters.class);
    return configuration.addMapping(mapping);
  }

  /** For {@link java.util.ServiceLoader}. */
  public HibernateChecker() {}

  @Override
  public TypeConstraints of(Class<?> type, List<Class<?>> groups) {
    return declared(
        () -> new HibernateConstraints(validator, type, groups.toArray(Class<?>[]::new)));
  }

  @Override
  public MethodConstraints of(Class<?> type, Method method, List<Class<?>> groups) {
    return declared(
        () -> new HibernateMethod(validator, type, method, groups.toArray(Class<?>[]::new)));
  }

  static <T> T declared(Supplier<T> constraints) {
    try {
      return constraints.get();
    } catch (ValidationException e) {
      // "HV000030: …": the number is of no use to who wrote the constraint.
      String said = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(said.replaceFirst("^HV\\d+: ", ""), e);
    }
  }
}
