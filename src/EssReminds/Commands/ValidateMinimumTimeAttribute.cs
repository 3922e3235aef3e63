using System;
using System.Management.Automation;

namespace EssReminds.Commands;

/// <summary>A time span of at least one minute. PowerShell converts 3 to a TimeSpan of three ticks, which nobody means.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateMinimumTimeAttribute : ValidateArgumentsAttribute
{
    private static readonly TimeSpan Minimum = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is TimeSpan time && time < Minimum)
            throw new ValidationMetadataException(Texts.Format("TimeTooShort", time));
    }
}
