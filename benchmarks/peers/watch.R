# Two-way fixed effects in base R: lm as the named peer of a difference in differences. Counts are
# made without chance, so that other programs can make them too. Run from the project's folder:
#   Rscript benchmarks/peers/watch.R > benchmarks/peers/r_output/watch.csv
areas <- 0:8
periods <- 0:19
table <- expand.grid(period = periods, area = areas)
after <- table$period >= 12
table$n <- with(table, 40 + 7 * area + (area * 31 + period * 17) %% 13 + 5 * (period %% 4))
table$n <- table$n - ifelse(table$area < 2 & after, table$n %/% 3, 0)
cat(sprintf("# benchmarks/peers/watch.R with %s\n", R.version.string))
cat("what,value\n")
told <- function(what, value) cat(sprintf("%s,%.10f\n", what, value))

sums <- aggregate(n ~ I(area < 2) + period, data = table, FUN = sum)
names(sums) <- c("meant", "period", "n")
sums$treated <- sums$meant & sums$period >= 12
told("sums-of-sets", coef(lm(log(n + 0.5) ~ meant + factor(period) + treated, sums))["treatedTRUE"])
drift <- lm(log(n + 0.5) ~ meant + factor(period) + meant:period + treated, sums)
told("drift-carried-on", coef(drift)["treatedTRUE"])
means <- aggregate(n ~ I(area < 2) + period, data = table, FUN = mean)
names(means) <- c("meant", "period", "n")
means$treated <- means$meant & means$period >= 12
told("means-of-sets", coef(lm(n ~ meant + factor(period) + treated, means))["treatedTRUE"])
each <- lm(n ~ factor(area) + factor(period) + I(area < 2 & period >= 12), table)
told("each-area", tail(coef(each), 1))
