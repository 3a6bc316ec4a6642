package dragoman.load;

import dragoman.load.Bulkheads.Work;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What answers a request goes through a bulkhead.
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Bounded {

    /// Which one.
    @Nonbinding
    Work value() default Work.EXTRAS;
}
