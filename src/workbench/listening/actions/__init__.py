"""What people do in the listening room; each verb knows who acts and leaves an audit row.

Read `deliver` first: it brings a source's file into the register.
"""
