package dragoman.answer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/// Conditional logit (McFadden 1974), a logistic regression on a choice: of several alternatives one is right, or none is. With
/// `u = bias + sum of weight * (value - mean) / deviation` the probability of alternative i is `e^u(i) / (1 + sum of e^u(j))`, and that of none
/// `1 / (1 + sum of e^u(j))`.
///
/// Its text form has a line `name mean deviation weight` for each figure, and one for the `bias`, so that anyone can read what counts.
///
/// @param names of the figures, in the order in which they are given
record ConditionalLogit(List<String> names, double[] means, double[] deviations, double[] weights, double bias) {

    private static final int STEPS = 100;
    private static final double ENOUGH = 1e-9;
    private static final double SMALLEST_SHARE = 1e-6;

    /// A choice to learn from.
    ///
    /// @param alternatives one value for each figure
    /// @param right        which of them are; none if none is
    /// @param weight       how much the case counts, more than 0
    record Case(List<double[]> alternatives, List<Boolean> right, double weight) {
    }

    /// For each alternative the probability that it is right; what is missing to 1 is the probability that none is.
    double[] probabilities(List<double[]> alternatives) {
        return shares(alternatives.stream().mapToDouble(values -> bias + weighted(values)).toArray());
    }

    private double weighted(double[] values) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (values[i] - means[i]) / deviations[i];
        }
        return sum;
    }

    /// Of alternatives beside one of utility 0.
    private static double[] shares(double[] utilities) {
        // nothing overflows when the highest is taken off
        double highest = Arrays.stream(utilities).reduce(0, Math::max);
        double all = Math.exp(-highest) + Arrays.stream(utilities).map(u -> Math.exp(u - highest)).sum();
        return Arrays.stream(utilities).map(u -> Math.exp(u - highest) / all).toArray();
    }

    /// Fits the weights by Newton's method with steps that are halved until they help. Where several alternatives are right, any of them may be chosen.
    ///
    /// @param ridge how much the squares of the weights are held down, in cases (L2)
    static ConditionalLogit fit(List<String> names, List<Case> cases, double ridge) {
        int d = names.size();
        double[] means = new double[d];
        double[] deviations = new double[d];
        double total = cases.stream().mapToDouble(one -> one.weight).sum();
        for (int i = 0; i < d; i++) {
            int k = i;
            means[k] = cases.stream().mapToDouble(one -> one.weight * one.alternatives.stream().mapToDouble(values -> values[k]).average().orElse(0)).sum() / total;
            double variance = cases.stream().mapToDouble(one -> one.weight * one.alternatives.stream()
                    .mapToDouble(values -> (values[k] - means[k]) * (values[k] - means[k])).average().orElse(0)).sum() / total;
            deviations[k] = Math.max(1e-6, Math.sqrt(variance));
        }
        List<Case> standardised = cases.stream().map(one -> new Case(standardised(one.alternatives, means, deviations), one.right, one.weight)).toList();
        double[] beta = new double[d + 1];
        double loss = loss(standardised, beta, ridge);
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[d + 1];
            double[][] hessian = new double[d + 1][d + 1];
            for (Case one : standardised) {
                add(one, beta, gradient, hessian);
            }
            for (int i = 0; i <= d; i++) {
                double held = i < d ? ridge : 1e-9;
                gradient[i] += held * beta[i];
                hessian[i][i] += held;
                for (int j = 0; j < i; j++) {
                    hessian[j][i] = hessian[i][j];
                }
            }
            double[] change = solve(hessian, gradient);
            double[] next = minus(beta, change, 1);
            double nextLoss = loss(standardised, next, ridge);
            for (double share = 0.5; nextLoss > loss && share > SMALLEST_SHARE; share /= 2) {
                next = minus(beta, change, share);
                nextLoss = loss(standardised, next, ridge);
            }
            double won = loss - nextLoss;
            if (won <= 0) {
                break;
            }
            beta = next;
            loss = nextLoss;
            if (won < ENOUGH) {
                break;
            }
        }
        return new ConditionalLogit(List.copyOf(names), means, deviations, Arrays.copyOf(beta, d), beta[d]);
    }

    private static List<double[]> standardised(List<double[]> alternatives, double[] means, double[] deviations) {
        return alternatives.stream().map(values -> {
            double[] x = new double[values.length + 1];
            for (int i = 0; i < values.length; i++) {
                x[i] = (values[i] - means[i]) / deviations[i];
            }
            x[values.length] = 1;
            return x;
        }).toList();
    }

    private static double[] minus(double[] beta, double[] change, double share) {
        double[] next = beta.clone();
        for (int i = 0; i < next.length; i++) {
            next[i] -= share * change[i];
        }
        return next;
    }

    /// The negative logarithm of the probability of what is right, and what holds the weights down.
    private static double loss(List<Case> cases, double[] beta, double ridge) {
        double loss = 0;
        for (Case one : cases) {
            double[] p = shares(one.alternatives.stream().mapToDouble(x -> product(x, beta)).toArray());
            double right = 0;
            double all = 0;
            for (int k = 0; k < p.length; k++) {
                right += one.right.get(k) ? p[k] : 0;
                all += p[k];
            }
            loss -= one.weight * Math.log(Math.max(one.right.contains(true) ? right : 1 - all, Double.MIN_NORMAL));
        }
        for (int i = 0; i < beta.length - 1; i++) {
            loss += ridge * beta[i] * beta[i] / 2;
        }
        return loss;
    }

    /// The curvature is that of the choice alone, so that it is positive whatever the weights are.
    private static void add(Case one, double[] beta, double[] gradient, double[][] hessian) {
        List<double[]> alternatives = one.alternatives;
        int n = beta.length;
        double[] p = shares(alternatives.stream().mapToDouble(x -> product(x, beta)).toArray());
        double right = 0;
        for (int k = 0; k < p.length; k++) {
            right += one.right.get(k) ? p[k] : 0;
        }
        double[] expected = new double[n];
        for (int k = 0; k < p.length; k++) {
            double[] x = alternatives.get(k);
            double error = one.weight * (p[k] - (one.right.get(k) ? p[k] / Math.max(right, Double.MIN_NORMAL) : 0));
            for (int i = 0; i < n; i++) {
                gradient[i] += error * x[i];
                expected[i] += p[k] * x[i];
                for (int j = 0; j <= i; j++) {
                    hessian[i][j] += one.weight * p[k] * x[i] * x[j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                hessian[i][j] -= one.weight * expected[i] * expected[j];
            }
        }
    }

    private static double product(double[] x, double[] beta) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * beta[i];
        }
        return sum;
    }

    /// Gauss's elimination; the matrix is symmetric and positive definite.
    private static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        double[] b = right.clone();
        for (int k = 0; k < n; k++) {
            for (int i = k + 1; i < n; i++) {
                double factor = matrix[i][k] / matrix[k][k];
                for (int j = k; j < n; j++) {
                    matrix[i][j] -= factor * matrix[k][j];
                }
                b[i] -= factor * b[k];
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int j = i + 1; j < n; j++) {
                b[i] -= matrix[i][j] * b[j];
            }
            b[i] /= matrix[i][i];
        }
        return b;
    }

    String text() {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        for (int i = 0; i < weights.length; i++) {
            lines.add(String.format(Locale.ROOT, "%-22s %9.4f %9.4f %9.4f", names.get(i), means[i], deviations[i], weights[i]));
        }
        return lines.add(String.format(Locale.ROOT, "%-22s %9.4f %9.4f %9.4f", "bias", 0.0, 1.0, bias)).toString();
    }

    /// @param names the figures that are going to be given, in their order
    /// @throws IllegalStateException if the text does not fit them
    static ConditionalLogit parse(String text, List<String> names) {
        List<String[]> lines = text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.strip().split("\\s+")).toList();
        if (lines.size() != names.size() + 1 || !lines.getLast()[0].equals("bias")) {
            throw new IllegalStateException("the model has other figures than the program; fit it anew");
        }
        double[][] numbers = new double[3][names.size()];
        for (int i = 0; i < names.size(); i++) {
            if (!lines.get(i)[0].equals(names.get(i))) {
                throw new IllegalStateException("the model has the figure %s where the program has %s; fit it anew".formatted(lines.get(i)[0], names.get(i)));
            }
            for (int k = 0; k < 3; k++) {
                numbers[k][i] = Double.parseDouble(lines.get(i)[k + 1]);
            }
        }
        return new ConditionalLogit(names, numbers[0], numbers[1], numbers[2], Double.parseDouble(lines.getLast()[3]));
    }

    /// @param resource beside this class
    static ConditionalLogit load(String resource, List<String> names) {
        try (InputStream in = ConditionalLogit.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the model is missing from the classpath: " + resource);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
